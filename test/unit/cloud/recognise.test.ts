import assert from 'node:assert/strict';
import { placeOfAddress } from '../../../src/cloud/recognise';

describe('an address that was pasted', () => {
	const known: [address: string, place: unknown][] = [
		['https://dcs.eu-de.otc.t-systems.com', { cloud: 'otc', region: 'eu-de' }],
		['https://iam.eu-de.otc.t-systems.com/v3', { cloud: 'otc', region: 'eu-de' }],
		['dcs.ap-southeast-3.myhuaweicloud.com', { cloud: 'huawei', region: 'ap-southeast-3' }],
		['https://iam.eu-west-101.myhuaweicloud.eu/v3', { cloud: 'huawei-eu', region: 'eu-west-101' }],
		['https://dcs.eu-west-101.myhuaweicloud.com', { cloud: 'huawei-eu', region: 'eu-west-101' }],
		['https://console.huaweicloud.com/dcs/?region=cn-north-4#/dcs/list', { cloud: 'huawei', region: 'cn-north-4' }],
		['https://console-intl.huaweicloud.com/sms/#/home?region=tr-west-1', { cloud: 'huawei', region: 'tr-west-1' }],
		['https://console.otc.t-systems.com/dcs/?region=eu-nl', { cloud: 'otc', region: 'eu-nl' }],
		[' https://dcs.eu-west-0.prod-cloud-ocb.orange-business.com/ ', { cloud: 'flexible-engine', region: 'eu-west-0' }],
		['https://iam.myhuaweicloud.com', { cloud: 'huawei' }],
		['https://dcs.cloud.example.com/', { cloud: 'custom', address: 'https://dcs.cloud.example.com', service: 'dcs' }],
		[
			'https://dcs.eu-de.otc.t-systems.com.example.net',
			{ cloud: 'custom', address: 'https://dcs.eu-de.otc.t-systems.com.example.net', service: 'dcs' },
		],
	];
	for (const [address, place] of known) {
		it(`says where it leads: ${address.trim()}`, () => {
			assert.deepEqual(placeOfAddress(address), place);
		});
	}

	it('is none where it has no host, a password, plain http, or no end', () => {
		for (const text of [
			'',
			'eu-de',
			'https://',
			'ftp://dcs.example.com',
			'http://dcs.example.com',
			'AK:SK',
			`https://${'a.'.repeat(400_000)}com`,
			'https://u:p@dcs.example.com',
		]) {
			assert.equal(placeOfAddress(text), undefined, text.slice(0, 40));
		}
	});
});
