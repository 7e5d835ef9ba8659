/** The way to one project's DCS migration tasks. */
import * as l10n from '@vscode/l10n';
import { requestBody } from '../../migration/configuration';
import type { TaskSource } from '../../migration/ports';
import type { DcsClient } from './client';
import { DCS_STATS } from './live';

/** The adapter of the DCS client. `now` in ms since 1970 dates the samples. */
export function dcsSource(client: DcsClient, now: () => number = Date.now): Required<TaskSource> {
	return {
		service: 'dcs',
		sparseList: true,
		async list({ name, signal }) {
			const { tasks, unreadable, complete } = await client.listTasks({
				...(name === undefined ? {} : { name }),
				signal,
			});
			return {
				tasks: tasks.map(({ id, raw }) => ({ id, raw })),
				unreadable,
				incomplete: complete
					? undefined
					: l10n.t('Some tasks may be missing: the list changed while it was read. The next refresh reads it again.'),
			};
		},
		async show(id, signal) {
			return (await client.showTask(id, signal)).raw;
		},
		async sample(id, signal) {
			const { fields } = await client.showStats(id, signal);
			const values = Object.fromEntries(DCS_STATS.map((stat) => [stat, fields[stat] ?? null]));
			return { sample: { at: now(), values, migrating: fields.is_migrating ?? undefined } };
		},
		async probe(signal) {
			await client.listPage({ offset: 0, limit: 1, signal });
		},
		async configure(id, values, signal) {
			const { fields } = await client.configureOnlineTask(id, requestBody(values), signal);
			return { id: fields.id ?? '', name: fields.name ?? '', status: fields.status ?? '', error: fields.error ?? '' };
		},
		async configureRequest(id) {
			return { method: 'POST', path: await client.configurePath(id) };
		},
	};
}
