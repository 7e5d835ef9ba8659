/** Watches a process while it works: how much memory it uses and how long it lets nothing else run, by the clock and in processor time. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getHeapStatistics } from 'node:v8';

/** Node tells of each answer that arrives here. */
const ANSWER = 'http.client.response.finish';
/** Collecting takes long: it is done at each answer, and this often beside that, ms. */
const BETWEEN_COLLECTIONS = 250;

export class Watch {
	private readonly timer: NodeJS.Timeout;
	private readonly base: number;
	private peak = 0;
	private ticked = performance.now();
	private worked = process.cpuUsage();
	private longest = 0;
	private longestWork = 0;

	/** @param collect garbage is collected before each reading of the memory; the longest stretch means nothing then */
	constructor(private readonly collect: boolean) {
		global.gc?.();
		this.base = used();
		this.timer = setInterval(() => this.tick(), collect ? BETWEEN_COLLECTIONS : 1);
		subscribe(ANSWER, this.sample);
	}

	/** Reads the memory now. */
	readonly sample = (): void => {
		if (this.collect) {
			global.gc?.();
		}
		this.peak = Math.max(this.peak, used() - this.base);
	};

	/**
	 * The highest memory (bytes beyond where the watch began) and the longest stretch (ms) since the last call; `work` is the longest in processor time
	 * of all threads, which others on the machine do not make longer.
	 */
	take(): { readonly peak: number; readonly held: number; readonly work: number } {
		this.tick();
		const { peak, longest: held, longestWork: work } = this;
		this.peak = 0;
		this.longest = 0;
		this.longestWork = 0;
		return { peak, held, work };
	}

	stop(): void {
		clearInterval(this.timer);
		unsubscribe(ANSWER, this.sample);
	}

	private tick(): void {
		const now = performance.now();
		const { user, system } = process.cpuUsage(this.worked);
		this.longest = Math.max(this.longest, now - this.ticked);
		// Helpers at work at the same time are in it; the stretch is never longer than the clock says.
		this.longestWork = Math.max(this.longestWork, Math.min((user + system) / 1000, now - this.ticked));
		this.ticked = now;
		this.worked = process.cpuUsage();
		this.sample();
	}
}

/** JavaScript objects and the buffers outside of the heap. */
function used(): number {
	const { used_heap_size, external_memory } = getHeapStatistics();
	return used_heap_size + external_memory;
}
