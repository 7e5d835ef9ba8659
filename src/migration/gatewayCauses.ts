/** What the API gateway before every service answers with ("Error Codes" of the gateway). */
import * as l10n from '@vscode/l10n';
import type { CauseRow } from './causes';

const PAGE = (): string => l10n.t('API gateway, error codes');
/** The gateway has had two names. */
const both = (number: string): readonly string[] => [`APIG.${number}`, `APIGW.${number}`];

export const GATEWAY_CAUSES: readonly CauseRow[] = [
	{
		id: 'gateway-throttled',
		services: ['dcs', 'sms'],
		severity: 'notice',
		codes: both('0308'),
		says: [/throttling threshold has been reached|429 Too Many Requests/i],
		short: () => l10n.t('too many requests'),
		cause: () => l10n.t('The service was asked more often than it allows. The migration itself goes on.'),
		steps: () => [
			{ text: l10n.t('Wait a minute: the extension asks less often by itself.') },
			{ text: l10n.t('If other tools use the same account, let them ask less often, or ask for a larger quota.') },
		],
		source: PAGE,
	},
	{
		id: 'gateway-signature',
		services: ['dcs', 'sms'],
		severity: 'notice',
		says: [/verify (?:ak sk|aksk) signature fail|signature (?:mismatch|does not match|expired)/i],
		short: () => l10n.t('signature refused'),
		cause: () =>
			l10n.t('The gateway refused the signature: the secret key is not that of the access key, or the clock is wrong.'),
		steps: () => [{ text: l10n.t('Set the clock of this machine.') }, { text: l10n.t('Enter the credential anew.') }],
		source: PAGE,
	},
];
