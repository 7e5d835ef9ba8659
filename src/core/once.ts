/** Runs the work once for all who ask, and again after a failure. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | undefined;
	return () => {
		const running = kept ?? work();
		kept = running;
		running.catch(() => {
			if (kept === running) {
				kept = undefined;
			}
		});
		return running;
	};
}
