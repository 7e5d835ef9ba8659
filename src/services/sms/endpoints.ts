/** Where SMS is found. It has one address a site, not one a region. */
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
