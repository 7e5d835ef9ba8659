/** A server migration in a few words, for the tree, tooltips and quick picks. Each is one line of plain text, whatever the service sent. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { filled } from '../../core/values';
import type { Format } from '../../migration/format';
import type { TaskSummary } from '../../migration/ports';
import type { Task } from '../../migration/task';
import { currentStep } from './currentStep';
import { osName } from './operatingSystem';
import { faultsOf, faultText, firstSentence } from './parseErrorJson';
import type { SmsFields } from './schema';
import { statuses } from './statuses';

export const summary: TaskSummary<SmsFields> = {
	row: (task, format) => plainLine(rowWords(task, format)),
	kind: (task) => plainLine(kindWords(task)),
	from: ({ fields: { source_server: server } }) => line(server?.name, server?.ip),
	to: ({ fields: { target_server: server, migration_ip } }) => line(server?.name, server?.ip, migration_ip),
	method: methodWords,
	error(task) {
		const [fault] = faultsOf(task);
		return fault && plainLine(firstSentence(faultText(fault)));
	},
};

/** The first that says something, as one line. */
function line(...texts: readonly (string | null | undefined)[]): string | undefined {
	const found = texts.map(filled).find((text) => text !== undefined);
	return found === undefined ? undefined : plainLine(found);
}

function kindWords({ fields }: Task<SmsFields>): string {
	const type = filled(fields.type);
	const level =
		type === 'MIGRATE_FILE' ? l10n.t('file-level') : type === 'MIGRATE_BLOCK' ? l10n.t('block-level') : type;
	const os = osName(filled(fields.os_type));
	return level && os ? l10n.t('{0}, {1}', level, os) : (level ?? os ?? l10n.t('server'));
}

function methodWords({ fields }: Task<SmsFields>): string | undefined {
	const type = filled(fields.type);
	const follows = fields.syncing === true;
	switch (type) {
		case 'MIGRATE_FILE':
			return follows ? l10n.t('files, then synchronization') : l10n.t('files');
		case 'MIGRATE_BLOCK':
			return follows ? l10n.t('disk blocks, then synchronization') : l10n.t('disk blocks');
		default:
			return line(type);
	}
}

/** States in which the current step is what happens. */
const PROGRESSING: ReadonlySet<string> = new Set(['RUNNING', 'SYNCING']);

function rowWords(task: Task<SmsFields>, format: Format): string {
	const row = statuses.row(task.status);
	if (row.group === 'failed') {
		const [fault] = faultsOf(task);
		if (!fault) {
			return row.words();
		}
		const sentence = firstSentence(fault.message, 100);
		return fault.code === undefined
			? sentence
			: sentence === ''
				? fault.code
				: l10n.t('{0} · {1}', fault.code, sentence);
	}
	if (row.stage === 'ready') {
		return l10n.t('waiting to be started');
	}
	if (row.stage === 'over') {
		return kindWords(task);
	}
	// While a step is skipped or rolled back, its percentage would say the contrary of what happens.
	if (PROGRESSING.has(task.status.toUpperCase())) {
		const step = currentStep(task.fields);
		if (step) {
			return step.progress === null
				? step.brief
				: l10n.t('{0} % · {1}', format.integer(Math.floor(step.progress)), step.brief);
		}
	}
	return row.words();
}
