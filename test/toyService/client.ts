/** The calls of the service. Every one may throw a `CloudError`. */
import { type Operation, ServiceApi } from '../../src/cloud/serviceApi';
import type { WireRow } from '../../src/cloud/tableReader';
import { TaskListReader } from '../../src/cloud/taskListReader';
import { readTask, type TaskRow } from '../../src/cloud/taskPage';
import type { WholeList } from '../../src/core/list';
import type { ListOptions, ServiceAction } from '../../src/migration/ports';
import type { SourceDeps } from '../../src/services/definition';
import { TOY_ERROR_CODES } from './errorCodes';
import { TOY_HURRIED, type TOY_MOVE, TOY_MOVES } from './schema';

const LIST: Operation = { name: 'ListMoves', method: 'GET', path: '/v1/moves', repeatable: true };
const SHOW: Operation = { name: 'ShowMove', method: 'GET', path: '/v1/moves/{task_id}', repeatable: true };

export type ToyRow = TaskRow<typeof TOY_MOVE>;

export class ToyClient {
	private readonly api: ServiceApi;
	private readonly moves: TaskListReader<typeof TOY_MOVE>;

	constructor({ http, authorizer, endpoint, onMalformed }: SourceDeps) {
		const shared = async () => ({});
		const errorCodes = TOY_ERROR_CODES;
		this.api = new ServiceApi({ http, authorizer, endpoint, scope: 'domain', errorCodes, onMalformed, shared });
		this.moves = new TaskListReader({
			kind: TOY_MOVES,
			limit: 50,
			note: this.api.note(LIST),
			notAList: (answer) => this.api.unexpectedShape(LIST.name, answer),
		});
	}

	listMoves({ filter: { name = '' } = {}, signal, onRows }: ListOptions): Promise<WholeList<ToyRow>> {
		return this.moves.read(
			name,
			(page, more) => this.api.send(LIST, { query: { ...page, title: name || undefined }, ...more, signal }),
			onRows,
		);
	}

	async showMove(id: string, signal: AbortSignal): Promise<ToyRow> {
		const answer = await this.api.send(SHOW, { taskId: id, signal });
		return { ...readTask(TOY_MOVES, this.api.record(SHOW, answer), this.api.note(SHOW), '', id), id };
	}

	async probe(signal: AbortSignal): Promise<void> {
		await this.api.send(LIST, { query: { offset: 0, limit: 1 }, signal });
	}

	run<I>(action: ServiceAction<I>, id: string, input: I, signal: AbortSignal): Promise<WireRow<typeof TOY_HURRIED>> {
		const call = { taskId: id, body: action.body?.(input, id), signal };
		return this.api.read(action, TOY_HURRIED, call);
	}

	describe(action: ServiceAction<never>, id: string): Promise<{ readonly method: string; readonly path: string }> {
		return this.api.describe(action, id);
	}
}
