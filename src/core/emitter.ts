/** Events in the shape of VS Code's own, for rooms that must run without it. */

export interface Disposable {
	dispose(): void;
}

export type Listen<T> = (listener: (value: T) => unknown) => Disposable;

/** Tells listeners in the order in which they came. One that throws does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
	private readonly listeners = new Set<(value: T) => unknown>();

	/** Subscribes; `this`-free, so that it can be handed on as it is. */
	readonly event: Listen<T> = (listener) => {
		// A wrapper of its own for each subscription: one function may subscribe twice and leave once.
		const own = (value: T): unknown => listener(value);
		this.listeners.add(own);
		return { dispose: () => void this.listeners.delete(own) };
	};

	constructor(private readonly failed: (error: unknown) => void = () => {}) {}

	fire(value: T): void {
		for (const listener of [...this.listeners]) {
			try {
				listener(value);
			} catch (error) {
				this.failed(error);
			}
		}
	}

	dispose(): void {
		this.listeners.clear();
	}
}
