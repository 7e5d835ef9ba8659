/** Keeps what a connection asks side by side in one order, so that every run counts the same requests. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AskOptions, TaskSource } from '../../src/migration/ports';
import type { FaultProxy } from './faultProxy';

export class Order {
	private begun = 0;
	private over = 0;

	constructor(private readonly proxy: FaultProxy) {}

	/** The same source, whose list is asked for last of all that is asked at one moment: once the rest has reached the proxy, or has failed. */
	keptBy(source: TaskSource): TaskSource {
		return {
			...source,
			list: async (options) => {
				const { begun, over } = this;
				const { length } = this.proxy.requests;
				await nextTurn();
				while (this.over - over < this.begun - begun && this.proxy.requests.length - length < this.begun - begun) {
					await nextTurn();
				}
				return source.list(options);
			},
			show: (id, signal, options) => this.count(source.show(id, signal, options), options),
			sample: (id, signal, options) => this.count(source.sample(id, signal, options), options),
		};
	}

	/** Waits until no details are on their way. */
	async quiet(): Promise<void> {
		while (this.over < this.begun) {
			await nextTurn();
		}
	}

	/** What is asked beside a list is asked once; whatever may be tried again is asked by itself. */
	private async count<T>(asked: Promise<T>, { once = false }: AskOptions = {}): Promise<T> {
		if (!once) {
			return asked;
		}
		this.begun++;
		try {
			return await asked;
		} finally {
			this.over++;
		}
	}
}
