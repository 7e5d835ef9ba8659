/**
 * Reads a service's list of tasks again and again. A page of the same bytes as last time is not parsed, and a row that says the same is the very row
 * that it was: what did not change costs next to nothing, here and in everything behind.
 */
import type { WholeList } from '../core/list';
import { nextTurn, Pace, Turns } from '../core/turns';
import { type Page, readAll } from './paging';
import type { CloudRequest, CloudResponse } from './request';
import type { Note, Table } from './tableReader';
import { distinct, PageReader, type TaskRow, type TaskTable } from './taskPage';

export interface TaskListOptions<T extends Table> {
	readonly kind: TaskTable<T>;
	/** Most tasks that a page can have. */
	readonly limit: number;
	/** The highest position that the service takes. */
	readonly maxOffset?: number;
	readonly note: Note;
	/** The error for an answer that is no list. */
	readonly notAList: (answer: CloudResponse) => Error;
}

/** Asks for one page, and hands `more` on to the request as it is. */
export type AskForPage = (
	page: { readonly offset: number; readonly limit: number },
	more: Required<Pick<CloudRequest, 'knownDigest' | 'onArrival'>>,
) => Promise<CloudResponse>;

interface KnownPage<T extends Table> {
	readonly digest: string;
	readonly page: Page<TaskRow<T>>;
}

export class TaskListReader<T extends Table> {
	/** Small pages may arrive at the same moment. */
	private readonly turns = new Turns();
	/** The pages of each query's last reading, by position. */
	private pages = new Map<string, Map<number, KnownPage<T>>>();
	/** The rows of the last whole list. */
	private rows: readonly TaskRow<T>[] = [];
	/** Those rows by key; made when one page of a list is not what it was. */
	private byKey: ReadonlyMap<string, TaskRow<T>> | undefined;

	constructor(private readonly options: TaskListOptions<T>) {}

	/** Reads every page. `query` names what is asked for, beside the page. Throws what `ask` throws, and `notAList`. */
	async read(
		query: string,
		ask: AskForPage,
		onRows?: ((rows: readonly TaskRow<T>[]) => void) | undefined,
	): Promise<WholeList<TaskRow<T>>> {
		const { kind, limit, maxOffset } = this.options;
		const before = this.pages.get(query);
		const pages = new Map<number, KnownPage<T>>();
		const list = await readAll<TaskRow<T>>(
			async (offset, _limit, onArrival) => {
				const known = pages.get(offset) ?? before?.get(offset);
				const answer = await ask({ offset, limit }, { knownDigest: known?.digest ?? '', onArrival });
				const page =
					known && answer.digest !== undefined && answer.digest === known.digest
						? known.page
						: await this.turns.run(() => this.parse(answer));
				pages.set(offset, { digest: answer.digest ?? '', page });
				return page;
			},
			{
				limit,
				...(maxOffset === undefined ? {} : { maxOffset }),
				// Whether a count heeds a filter is not documented everywhere.
				countsThese: query === '',
				keyOf: ({ key }) => key,
				isNameless: ({ idMissing }) => idMissing,
				onRows,
			},
		);
		await nextTurn();
		const rows = distinct(kind, list.rows);
		// What was narrowed down is forgotten with the next query; the whole list stays.
		this.pages = new Map([...this.pages].filter(([other]) => other === '' && query !== ''));
		this.pages.set(query, pages);
		if (query === '') {
			this.rows = list.rows;
			this.byKey = undefined;
		}
		return { ...list, rows };
	}

	private async parse(answer: CloudResponse): Promise<Page<TaskRow<T>>> {
		const { kind, note, notAList } = this.options;
		if (this.rows.length > 0) {
			this.byKey ??= new Map(this.rows.map((row) => [row.key, row]));
		}
		const reader = PageReader.of(kind, answer.json, note);
		if (!reader) {
			throw notAList(answer);
		}
		const byKey = this.byKey;
		for (
			const pace = new Pace();
			reader.readUntil(
				() => pace.isDue,
				(key) => byKey?.get(key),
			);
		) {
			await pace.pause();
		}
		return reader.page();
	}
}
