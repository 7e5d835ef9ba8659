import assert from 'node:assert/strict';
import { placeInText, placeOfAddress } from '../../../src/cloud/recognise';

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
		['https://console.otc.t-systems.com/dcs/?region=eu-de#/dcs/instances/list', { cloud: 'otc', region: 'eu-de' }],
		['dcs.eu-de.otc.t-systems.com', { cloud: 'otc', region: 'eu-de' }],
		[
			'https://iam-pub.eu-ch2.sc.otc.t-systems.com',
			{ cloud: 'custom', address: 'https://iam-pub.eu-ch2.sc.otc.t-systems.com', service: 'iam-pub' },
		],
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

describe('a text with an address in it', () => {
	const otc = { cloud: 'otc', region: 'eu-de' };
	const texts: [text: string, place: unknown][] = [
		['Endpoint: dcs.eu-de.otc.t-systems.com (DCS)', otc],
		['see https://console.otc.t-systems.com/dcs/?region=eu-de#/list.', otc],
		['[the console](https://console.otc.t-systems.com/dcs/?region=eu-de)', otc],
		['<https://dcs.eu-de.otc.t-systems.com>\n', otc],
		[
			'控制台：https://console.huaweicloud.com/dcs/?agencyId=1&region=cn-north-4#/x，请登录',
			{ cloud: 'huawei', region: 'cn-north-4' },
		],
		['iam.myhuaweicloud.com and dcs.ap-southeast-3.myhuaweicloud.com', { cloud: 'huawei', region: 'ap-southeast-3' }],
		['from example.com to https://iam.myhuaweicloud.com/', { cloud: 'huawei' }],
	];
	for (const [text, place] of texts) {
		it(`says where it leads: ${text.trim()}`, () => assert.deepEqual(placeInText(text), place));
	}

	it('says nothing of addresses that belong to no known cloud, and is not searched without end', () => {
		for (const text of [
			'',
			'see https://dcs.example.com for more',
			'e.g. version 1.2.3 at 10 o.clock',
			'a'.repeat(3_900),
			'a.'.repeat(1_900),
			`${'a-'.repeat(2_000_000)}dcs.eu-de.otc.t-systems.com`,
		]) {
			const began = Date.now();
			assert.equal(placeInText(text), undefined, text.slice(0, 40));
			assert.ok(Date.now() - began < 500);
		}
	});
});
