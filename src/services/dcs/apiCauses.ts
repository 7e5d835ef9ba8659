/** What the error codes of the DCS API mean for a person ("Error Codes" of the DCS API). Those of a refused configuration are told there, too. */
import * as l10n from '@vscode/l10n';
import type { CauseRow, CauseStep, Severity } from '../../migration/causes';
import { spellings, WRONG_STATE } from './codes';

const PAGE = (): string => l10n.t('DCS API, error codes');

type Texts = Pick<CauseRow, 'short' | 'cause'> & { readonly steps: () => readonly string[] };

function row(id: string, numbers: readonly string[], texts: Texts, severity: Severity = 'fatal'): CauseRow {
	return {
		id: `api-${id}`,
		services: ['dcs'],
		severity,
		codes: numbers.flatMap(spellings),
		...texts,
		steps: (): readonly CauseStep[] => texts.steps().map((text) => ({ text })),
		source: PAGE,
	};
}

/** The migration machine gets an address in the network of the target: what is wrong there stops a configuration. */
export const CONFIGURATION_CAUSES: readonly CauseRow[] = [
	row('4013', ['4013'], {
		short: () => l10n.t('VPC not valid'),
		cause: () => l10n.t('The VPC of the migration is not valid.'),
		steps: () => [l10n.t('Choose an instance whose VPC still exists, then send it again.')],
	}),
	row('4014', ['4014'], {
		short: () => l10n.t('security group not valid'),
		cause: () => l10n.t('The security group of the migration is not valid.'),
		steps: () => [l10n.t('Choose one that belongs to its VPC, then send it again.')],
	}),
	row('4016', ['4016'], {
		short: () => l10n.t('subnet not valid'),
		cause: () => l10n.t('The subnet of the migration is not valid.'),
		steps: () => [l10n.t('Check that it still exists, then send it again.')],
	}),
	row('4018', ['4018'], {
		short: () => l10n.t('subnet of another VPC'),
		cause: () => l10n.t('The subnet of the migration does not belong to its VPC.'),
		steps: () => [l10n.t('Choose a subnet of that VPC, then send it again.')],
	}),
	row('4020', ['4020'], {
		short: () => l10n.t('DHCP off in the subnet'),
		cause: () => l10n.t('DHCP is off in the subnet of the migration, so the migration machine gets no address.'),
		steps: () => [l10n.t('Turn it on, or use another subnet, then send it again.')],
	}),
	row('4046', ['4046'], {
		short: () => l10n.t('security group is gone'),
		cause: () => l10n.t('The security group of the migration does not exist any more.'),
		steps: () => [l10n.t('Create it anew or choose another, then send it again.')],
	}),
	row('4068', ['4068'], {
		short: () => l10n.t('VPC is gone'),
		cause: () => l10n.t('The VPC of the migration does not exist any more.'),
		steps: () => [l10n.t('Choose another, then send it again.')],
	}),
	row('4911', ['4911'], {
		short: () => l10n.t('no free address in the subnet'),
		cause: () =>
			l10n.t('The subnet of the migration has no free address left, so the migration machine cannot be placed there.'),
		steps: () => [l10n.t('Free an address, or use a larger subnet, then send it again.')],
	}),
];

const OTHERS: readonly CauseRow[] = [
	{
		...row('4133', ['4133'], {
			short: () => l10n.t('task does not exist any more'),
			cause: () => l10n.t('The service does not know this task any more: it was deleted.'),
			steps: () => [l10n.t('Refresh the list. To migrate, create a new task.')],
		}),
		// What older answers and the list say of a task that is gone.
		says: [/instance job is not found/i],
	},
	row('token', ['1001', '1002', '1003'], {
		short: () => l10n.t('sign-in refused'),
		cause: () => l10n.t('The sign-in is missing, has expired or is refused.'),
		steps: () => [l10n.t('Update the credential of the connection, then try again.')],
	}),
	row('project', ['1004'], {
		short: () => l10n.t('wrong project'),
		cause: () => l10n.t('The sign-in is for another project than the one that was asked.'),
		steps: () => [l10n.t('Edit the connection: give it the project of that region.')],
	}),
	row('permission', ['2003', '2007', '3002', '3003'], {
		short: () => l10n.t('permission missing'),
		cause: () => l10n.t('The user may not do this; the message names the permission.'),
		steps: () => [
			l10n.t(
				'Have it granted: dcs:migrationTask:list and dcs:migrationTask:get to look, dcs:migrationTask:modify to configure, stop or switch addresses.',
			),
		],
	}),
	row('state', WRONG_STATE, {
		short: () => l10n.t('not possible in this state'),
		cause: () => l10n.t('The task or an instance is busy, or in a state in which this is not possible.'),
		steps: () => [l10n.t('Wait until what is going on has ended, refresh, then try again.')],
	}),
	row('invalid', ['4062', '4063'], {
		short: () => l10n.t('invalid value'),
		cause: () => l10n.t('The service took a value of the request for invalid, and often does not say which.'),
		steps: () => [l10n.t('Compare the values that were sent with the page of that request, first those that are new.')],
	}),
	{
		...row('service', [], {
			short: () => l10n.t('fault of the service'),
			cause: () => l10n.t('The service itself had a fault.'),
			steps: () => [
				l10n.t('Try again in a few minutes.'),
				l10n.t('If that does not help, give the request ID of the answer to the support.'),
			],
		}),
		says: [/\bDCS\.50\d\d\b/],
	},
];

export const API_CAUSES: readonly CauseRow[] = [...CONFIGURATION_CAUSES, ...OTHERS];
