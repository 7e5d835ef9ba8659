/** Why server migrations stop and what to do, from the pages "Error Codes" and the questions and answers of SMS. A new one is a new row. */
import * as l10n from '@vscode/l10n';
import type { CauseRow, CauseStep, Words } from '../../migration/causes';
import { type CausesInput, explain, type FoundCause } from '../../migration/explain';
import { GATEWAY_CAUSES } from '../../migration/gatewayCauses';
import type { Task } from '../../migration/task';
import { faultsOf, faultText } from './parseErrorJson';
import type { SmsFields } from './schema';

const CODES = (): string => l10n.t('SMS API, error codes');
const QUESTIONS = (): string => l10n.t('SMS help, questions on failed migrations');

interface Texts {
	readonly short: () => string;
	readonly cause: () => string;
	/** What to do, in order. */
	readonly steps: () => readonly string[];
}

function row(id: string, recognized: Pick<CauseRow, 'codes' | 'says'>, texts: Texts, source = CODES): CauseRow {
	return {
		id: `sms-${id}`,
		services: ['sms'],
		severity: 'fatal',
		...recognized,
		short: texts.short,
		cause: texts.cause,
		steps: (): readonly CauseStep[] => texts.steps().map((text) => ({ text })),
		source,
	};
}

const code = (...numbers: readonly string[]): Pick<CauseRow, 'codes'> => ({
	codes: numbers.map((number) => `SMS.${number}`),
});
const says = (...words: readonly Words[]): Pick<CauseRow, 'says'> => ({ says: words });

const again = (): string => l10n.t('Start the task again.');
const outgoing = (): string => l10n.t('Check DNS, proxy and outgoing rules of the source server.');
const between = (): string => l10n.t('Check the network between both, and restart the target server.');

/** A source server that is `unavailable`. */
export const UNAVAILABLE = row(
	'unavailable',
	says(
		/environment check (?:failed|not passed)|(?:source server|state)\b.{0,30}\bunavailable\b|\bunavailable\b.{0,20}\bsource server/i,
	),
	{
		short: () => l10n.t('environment check failed'),
		cause: () => l10n.t('The source server did not pass the environment check.'),
		steps: () => [
			l10n.t('Look at the items of the check in the cloud console, correct them, then have it checked again.'),
		],
	},
	QUESTIONS,
);

const OWN: readonly CauseRow[] = [
	row('agent', code('0007'), {
		short: () => l10n.t('agent faulty'),
		cause: () => l10n.t('The agent on the source server is faulty.'),
		steps: () => [l10n.t('Restart the agent.'), l10n.t('If that does not help, contact support with the task ID.')],
	}),
	row('unreachable', code('0201'), {
		short: () => l10n.t('source cannot reach the gateway'),
		cause: () => l10n.t('The source server does not reach the API gateway.'),
		steps: () => [outgoing(), again()],
	}),
	row('accessKey', code('0202'), {
		short: () => l10n.t('wrong access key in the agent'),
		cause: () => l10n.t('The agent signs in with a wrong access key, or the account is frozen.'),
		steps: () => [l10n.t('Enter the access key of the target account in the agent.')],
	}),
	row('timeout', code('0203'), {
		short: () => l10n.t('no answer from the gateway'),
		cause: () => l10n.t('The source server gets no answer from the API gateway in time.'),
		steps: () => [outgoing(), again()],
	}),
	row('permission', code('0204'), {
		short: () => l10n.t('agent lacks a permission'),
		cause: () => l10n.t('The user whose access key the agent uses lacks a permission, which the message names.'),
		steps: () => [l10n.t('Grant it.'), again()],
	}),
	row('clock', code('0205'), {
		short: () => l10n.t('clock of the source wrong'),
		cause: () => l10n.t('The clock or the time zone of the source server is wrong.'),
		steps: () => [l10n.t('Correct it.'), again()],
	}),
	row('x86', code('0206'), {
		short: () => l10n.t('not an x86 server'),
		cause: () => l10n.t('Only x86 servers can be migrated this way.'),
		steps: () => [l10n.t('Choose another way for this server.')],
	}),
	row('kvm', code('0207'), {
		short: () => l10n.t('no KVM driver'),
		cause: () => l10n.t('The source server has no KVM driver.'),
		steps: () => [l10n.t('Install it there.'), again()],
	}),
	row('write', code('0210'), {
		short: () => l10n.t('cannot write to the target'),
		cause: () => l10n.t('The agent could not write a file to the target server.'),
		steps: () => [between(), again()],
	}),
	row('certificate', code('0211'), {
		short: () => l10n.t('certificate not sent'),
		cause: () => l10n.t('The certificate could not be sent to the target server.'),
		steps: () => [between(), again()],
	}),
	row('restarted', code('0212'), {
		short: () => l10n.t('agent was restarted'),
		cause: () => l10n.t('The agent was restarted, which voids the target configuration.'),
		steps: () => [l10n.t('Delete the target configuration and configure it again.')],
	}),
	row('targetServer', code('0601'), {
		short: () => l10n.t('target server not created'),
		cause: () =>
			l10n.t('The target server could not be created: the balance, a quota or the stock of the availability zone.'),
		steps: () => [l10n.t('The end of the message says which: settle that.'), again()],
	}),
	row('notPaused', code('1038'), {
		short: () => l10n.t('cannot be paused now'),
		cause: () => l10n.t('The task cannot be paused in the state it is in.'),
		steps: () => [l10n.t('Look at the state of the task first.')],
	}),
	row('notResumed', code('1039'), {
		short: () => l10n.t('cannot be resumed now'),
		cause: () => l10n.t('Only a paused task can be resumed.'),
		steps: () => [l10n.t('Look at the state of the task first.')],
	}),
	row('notRestarted', code('1040'), {
		short: () => l10n.t('cannot be restarted now'),
		cause: () => l10n.t('Only a failed task can be restarted.'),
		steps: () => [l10n.t('Look at the state of the task first.')],
	}),
	row('notDeleted', code('2015'), {
		short: () => l10n.t('cannot be deleted now'),
		cause: () => l10n.t('A running or stopping task cannot be deleted.'),
		steps: () => [l10n.t('Stop it first and wait until it has stopped.')],
	}),
	row('noTask', code('2252'), {
		short: () => l10n.t('source has no task'),
		cause: () => l10n.t('The source server has no migration task.'),
		steps: () => [l10n.t('Configure its target first.')],
	}),
	row('system', code('6616'), {
		short: () => l10n.t('system not for block level'),
		cause: () => l10n.t('Block-level migration does not support this operating system.'),
		steps: () => [l10n.t('Use file-level migration.')],
	}),
	row('kernel', code('6617'), {
		short: () => l10n.t('kernel not for block level'),
		cause: () => l10n.t('Block-level migration does not support this kernel.'),
		steps: () => [l10n.t('Use file-level migration.')],
	}),
	row('policy', code('9004'), {
		short: () => l10n.t('policy forbids it'),
		cause: () => l10n.t('A policy forbids this action; the message names the permission.'),
		steps: () => [l10n.t('Grant it, then try again.')],
	}),
	row(
		'rsync',
		says(/\brsync['"’”]?:? ?(bash: )?(command |is )?(no such file|not found|not installed)/i),
		{
			short: () => l10n.t('no rsync at the source'),
			cause: () => l10n.t('The source server has no rsync.'),
			steps: () => [l10n.t('Install it there.'), again()],
		},
		QUESTIONS,
	),
	row(
		'consistency',
		says(
			/\b(?:num_different|target_miss|target_more)\w*["']?\s{0,3}[:= ]\s{0,3}["']?[1-9]|inconsistent|consistency (?:check|verification) failed/i,
		),
		{
			short: () => l10n.t('files differ'),
			cause: () =>
				l10n.t('Files differ between source and target: they changed during the copy, or were left out of it.'),
			steps: () => [l10n.t('Synchronize again, then repeat the check.')],
		},
		QUESTIONS,
	),
	UNAVAILABLE,
	row(
		'port',
		says({ all: [/\b8899\b/, /port|connect|reach|:8899/i] }),
		{
			short: () => l10n.t('port 8899 not reached'),
			cause: () => l10n.t('The source server does not reach port 8899 of the target server.'),
			steps: () => [l10n.t('Open it in the security group and the network ACL of the target.'), again()],
		},
		QUESTIONS,
	),
	row('overspeed', says({ all: [/over_?speed/i], not: [/over_?speed\w*["']?\s{0,3}[:=]\s{0,3}(?:false|0)\b/i] }), {
		short: () => l10n.t('faster than its limit'),
		cause: () => l10n.t('The task paused itself because it went faster than its limit allows.'),
		steps: () => [l10n.t('Raise the limit or its threshold, then start it again.')],
	}),
];

export const SMS_CAUSES: readonly CauseRow[] = [...OWN, ...GATEWAY_CAUSES];

/** What the task's own errors, and what else is known of it, speak for: the likeliest first. */
export function causesOf(task: Task<SmsFields>, more: CausesInput = {}): readonly FoundCause[] {
	const own = faultsOf(task).map((fault) => ({ from: 'error_json', text: faultText(fault) }) as const);
	return explain(SMS_CAUSES, { texts: [...own, ...(more.texts ?? [])], facts: more.facts });
}
