/** The way to an account's server migration tasks. */
import { CloudError } from '../../cloud/errors';
import { askableId } from '../../cloud/taskPage';
import { filled } from '../../core/values';
import type { CollectedLog } from '../../migration/collectedLog';
import type { AskOptions, TaskSource } from '../../migration/ports';
import type { ListFilter } from '../../migration/taskFilter';
import { SmsClient, type SmsDeps, type SmsFilter, type SmsTaskRow } from './client';
import { ConsistencyReader } from './consistency';
import type { SmsFields } from './schema';
import { readSample } from './stats';
import { FILTER_STATES } from './taskFilter';

/** How long the list answers in the place of details that the user may not read, ms; then they are asked for again. */
const LIST_INSTEAD_FOR = 10 * 60_000;

/** Nothing is asked yet. `now`, in ms since 1970, dates the samples. */
export function smsSource(deps: SmsDeps, now: () => number = Date.now): TaskSource {
	const client = new SmsClient(deps);
	const show = showOrFind(client, now);
	const consistency = new ConsistencyReader((id, signal) => client.showConsistency(id, signal), now);
	return {
		service: 'sms',
		list: ({ filter, ...options }) => client.listTasks({ ...options, ...smsFilter(filter) }),
		show,
		async sample(id, signal, options) {
			const shown = await show(id, signal, options);
			const detail = isSyncing(shown.fields) ? await consistency.added(id, shown, signal) : shown;
			return { sample: readSample(detail.fields, now()), detail };
		},
		collectedLog: async (id, signal) => collectedLog(client, await show(id, signal), id, signal),
		probe: (signal) => client.probe(signal),
		async run(action, id, input, signal) {
			await client.run(action, id, input as never, signal);
			return { id, name: '', status: '', error: '' };
		},
		async runBatch(action, ids, signal) {
			await client.runBatch(action, ids, signal);
			return new Map(ids.map((id) => [id, { id, name: '', status: '', error: '' }]));
		},
		describe: async (action, id) => client.describe(action, id),
	};
}

/** A server that SMS does not know any more has no log either; that says nothing of the task. */
async function collectedLog(
	client: SmsClient,
	{ fields }: SmsTaskRow,
	id: string,
	signal: AbortSignal,
): Promise<CollectedLog | undefined> {
	const server = filled(fields.source_server?.id);
	try {
		return server === undefined ? undefined : await client.showCollectedLog(server, askableId(id) ?? id, signal);
	} catch (error) {
		if (error instanceof CloudError && (error.kind === 'noSuchTask' || error.kind === 'notFound')) {
			return undefined;
		}
		throw error;
	}
}

/** Files are compared once changes are synchronized. */
function isSyncing({ state }: SmsFields): boolean {
	return state?.toUpperCase() === 'SYNCING';
}

function smsFilter({ name, id, state, source, project }: ListFilter = {}): SmsFilter {
	return {
		name,
		id,
		state: FILTER_STATES.find((one) => one === state),
		sourceServerId: source,
		...(project === undefined ? {} : { enterpriseProjectId: project }),
	};
}

/** One task. Whoever may list tasks, but not read one (another permission), finds it by the list's own filter. */
function showOrFind(
	client: SmsClient,
	now: () => number,
): (id: string, signal: AbortSignal, options?: AskOptions) => Promise<SmsTaskRow> {
	let denied: { readonly error: CloudError; readonly at: number } | undefined;
	return async (id, signal, options) => {
		if (!denied || Math.abs(now() - denied.at) >= LIST_INSTEAD_FOR) {
			try {
				const row = await client.showTask(id, signal, options);
				denied = undefined;
				return row;
			} catch (error) {
				if (!(error instanceof CloudError) || error.kind !== 'permission') {
					throw error;
				}
				denied = { error, at: now() };
			}
		}
		const { error } = denied;
		const asked = askableId(id);
		const { rows } = asked === undefined ? { rows: [] } : await client.listTasks({ id: asked, signal });
		const found = rows.find((row) => row.id === id);
		if (!found) {
			throw error;
		}
		return found;
	};
}
