/** Where SMS is found. It has one address a site, not one a region. */
import * as l10n from '@vscode/l10n';
import { lookUp } from '../../core/values';
import type { ServicePlaces } from '../definition';

/** These two regions have an address of their own. */
const OWN: Readonly<Record<string, string>> = {
	'my-kualalumpur-1': 'https://sms.my-kualalumpur-1.myhuaweicloud.com',
	'ru-moscow-1': 'https://sms-api.ru-moscow-1.myhuaweicloud.com',
};

/** By id of the cloud. For the others no address is known; Open Telekom Cloud has no SMS. */
export const endpoints: ServicePlaces['endpoints'] = {
	huawei: (region) =>
		lookUp(OWN, region) ??
		(region.startsWith('cn-')
			? 'https://sms.cn-north-4.myhuaweicloud.com'
			: 'https://sms.ap-southeast-3.myhuaweicloud.com'),
};

export const notes: ServicePlaces['notes'] = {
	huawei: () =>
		l10n.t(
			'SMS is asked in Beijing for Chinese regions, in Singapore for others; your account may need the other one.',
		),
	'huawei-eu': () => l10n.t('No SMS address is known.'),
	otc: () => l10n.t('Open Telekom Cloud has no SMS.'),
	'flexible-engine': () => l10n.t('No SMS address is known here.'),
};
