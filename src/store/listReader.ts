/** One reading of a service's list: its rows, the details of what runs, and what the service finds for the filter. */
import { anySignal, newAbort } from '../core/abort';
import type { WholeList } from '../core/list';
import { nextTurn } from '../core/turns';
import type { ListedTask, TaskSource } from '../migration/ports';
import type { TaskMatcher } from '../migration/taskMatcher';
import { ChangeList, type Changes } from './changes';
import { DetailPrefetch } from './detailPrefetch';
import type { ServiceTasks, When } from './serviceTasks';

/** Rows that are taken in one turn: 10 ms where all of them are new. */
const ROWS_IN_TURN = 2_000;

/** The filter in force at that moment. */
export type Filter = () => TaskMatcher | undefined;

export interface ListReaderDeps {
	readonly source: TaskSource;
	/** What is read goes there. */
	readonly service: ServiceTasks;
	readonly filter: Filter;
	/** Nothing is taken after this has ended. */
	readonly signal: AbortSignal;
	/** Tells what came first, ms since 1970; never set back. */
	readonly now: () => number;
	/** Tells the time, ms since 1970. */
	readonly wallClock: () => number;
	readonly tell: (changes: Changes) => void;
}

export class ListReader {
	constructor(private readonly deps: ListReaderDeps) {}

	get service(): ServiceTasks {
		return this.deps.service;
	}

	/**
	 * Reads the whole list, filter or not, from its first row to the details of the running tasks: a filter changes what is shown, and nothing else. The
	 * first time, rows are taken as they arrive, so that something is on screen before the last page is in; later a refresh is one change.
	 * While the list cannot be read, details are left alone: they are not asked for beside one that failed the last time, and those under way end with it.
	 * Throws what the service throws.
	 */
	async readList(): Promise<void> {
		const { service, signal } = this.deps;
		const ends = newAbort();
		const both = anySignal(signal, ends.signal);
		try {
			await this.read(service.info.sparseList ? this.prefetch(both.signal) : undefined);
		} finally {
			ends.abort();
			both.dispose();
		}
	}

	private async read(prefetch: DetailPrefetch | undefined): Promise<void> {
		const { source, service, filter, signal, now, wallClock, tell } = this.deps;
		const at = now();
		// Of its first page, where it has several: the machine may have slept over the question.
		let cameAt: number | undefined;
		const first = service.loadedAt === undefined;
		let details: Promise<void> | undefined;
		const reading = source.list({
			signal,
			onRows: (rows) => {
				if (signal.aborted) {
					return;
				}
				cameAt ??= wallClock();
				if (first) {
					tell(service.applyRows(rows, { at, answeredAt: now() }));
				}
				details ??= prefetch?.run(service.wanted(filter()), false);
			},
		});
		// What ran when the list was last read is asked for beside it: most of that still runs.
		details = first || service.problem ? undefined : prefetch?.run(service.wanted(filter()), false);
		const list = await reading;
		if (signal.aborted) {
			return;
		}
		const when = { at, answeredAt: now() };
		const changes = await this.applyRows(list, when);
		if (signal.aborted) {
			return;
		}
		tell(service.endList(list, when, cameAt ?? wallClock(), changes));
		await details;
		if (list.rows.length > ROWS_IN_TURN) {
			await nextTurn();
		}
		await prefetch?.run(service.wanted(filter()), true);
	}

	/** Asks the service for what the filter finds beyond what is known, where it is to be asked at all. Throws what the service throws. */
	async find(): Promise<void> {
		const { source, service, filter, signal, now, tell } = this.deps;
		const wanted = filter();
		const narrowed = wanted?.narrow(service.info);
		if (!wanted || !narrowed || signal.aborted || service.loadedAt === undefined || !service.shouldFind(wanted)) {
			return;
		}
		const at = now();
		const list = await source.list({ filter: narrowed, signal });
		if (!signal.aborted) {
			tell(service.applyFound(list, wanted, { at, answeredAt: now() }));
		}
	}

	/** Takes the rows of a whole list some at a time, as one change. */
	private async applyRows({ rows }: WholeList<ListedTask>, when: When): Promise<ChangeList> {
		const { service, signal } = this.deps;
		const changes = new ChangeList();
		for (let start = 0; start < rows.length && !signal.aborted; start += ROWS_IN_TURN) {
			if (rows.length > ROWS_IN_TURN) {
				await nextTurn();
			}
			service.applyRows(rows.slice(start, start + ROWS_IN_TURN), when, changes);
		}
		return changes;
	}

	private prefetch(signal: AbortSignal): DetailPrefetch {
		const { source, service, now, tell } = this.deps;
		return new DetailPrefetch({
			source,
			signal,
			now,
			asks: (id, at) => service.tried(id, at),
			take: ({ id, detail, sample }) => {
				if (detail && service.get(id)) {
					tell(service.applyDetail(id, detail, detail.when));
				}
				if (sample) {
					tell(service.applySample(id, sample));
				}
			},
		});
	}
}
