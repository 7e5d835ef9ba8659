/** The way to an account's server migration tasks. */
import * as l10n from '@vscode/l10n';
import type { TaskSource } from '../../migration/ports';
import type { SmsClient } from './client';
import { SMS_STATS, STEP_PROGRESS } from './live';
import { currentStep } from './steps';

/** Tasks beyond this position cannot be asked for ("Listing Migration Tasks": the offset is 65,535 at most). */
const LAST_OFFSET = 65_535;

/** The adapter of the SMS client. `now` in ms since 1970 dates the samples. */
export function smsSource(client: SmsClient, now: () => number = Date.now): TaskSource {
	return {
		service: 'sms',
		sparseList: false,
		async list({ name, signal }) {
			const { tasks, unreadable, complete } = await client.listTasks({
				...(name === undefined ? {} : { name }),
				signal,
			});
			return {
				tasks: tasks.map(({ id, raw }) => ({ id, raw })),
				unreadable,
				incomplete: complete ? undefined : incompleteWords(tasks.length + unreadable),
			};
		},
		async show(id, signal) {
			return (await client.showTask(id, signal)).raw;
		},
		async sample(id, signal) {
			const { fields, raw } = await client.showTask(id, signal);
			const values = Object.fromEntries(SMS_STATS.map((stat) => [stat, fields[stat] ?? null]));
			return {
				sample: {
					at: now(),
					values: { ...values, [STEP_PROGRESS]: currentStep(raw)?.progress ?? null },
					migrating: undefined,
				},
				detail: raw,
			};
		},
		async probe(signal) {
			await client.listPage({ offset: 0, limit: 1, signal });
		},
	};
}

function incompleteWords(read: number): string {
	return read >= LAST_OFFSET
		? l10n.t(
				'The service gives out no more than about {0} tasks, and there are more. Filter by name to find the others.',
				LAST_OFFSET,
			)
		: l10n.t('Some tasks may be missing: the list changed while it was read. The next refresh reads it again.');
}
