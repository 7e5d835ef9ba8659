import assert from 'node:assert/strict';
import { CLOUDS, checkEndpoint } from '../../../src/cloud/endpoints';
import { SERVICES } from '../../../src/services';
import { addressNotes, type Place, resolveEndpoints as resolve } from '../../../src/services/resolveEndpoints';

const resolveEndpoints = (place: Place): Readonly<Record<string, string>> => resolve(place, SERVICES);

describe('endpoints', () => {
	it('takes https anywhere, and http on this computer alone', () => {
		for (const good of [
			'https://dcs.cn-north-4.myhuaweicloud.com',
			'https://gateway.example.com:8443/dcs',
			'http://127.0.0.1:8080',
			'http://127.9.8.7',
			'http://[::1]:99',
			'http://localhost:1/',
			'HTTPS://DCS.EXAMPLE.COM',
		]) {
			assert.equal(checkEndpoint(good), undefined, good);
		}
		for (const bad of [
			'',
			'dcs.example.com',
			'http://dcs.example.com',
			'http://127.0.0.1.evil.com',
			'http://localhost.evil.com',
			'http://10.0.0.1',
			'http://128.0.0.1',
			'http://0.0.0.0',
			'ftp://127.0.0.1',
			'file:///etc/passwd',
			'https://user:secret@dcs.example.com',
			'https://user@dcs.example.com',
			'https://dcs.example.com?x=1',
			'https://dcs.example.com?',
			'https://dcs.example.com/#part',
			'javascript:alert(1)',
		]) {
			assert.match(checkEndpoint(bad) ?? 'nothing wrong', /^(This|Plain|The) .*\.$/, bad);
		}
	});

	it('gives every region of every cloud an address for DCS and IAM that passes its own check', () => {
		for (const cloud of CLOUDS) {
			for (const { id } of cloud.regions) {
				const { dcs, sms, iam } = resolveEndpoints({ cloud: cloud.id, region: id });
				assert.ok(dcs && iam, `${cloud.id} ${id}`);
				for (const address of [dcs, sms, iam]) if (address) assert.equal(checkEndpoint(address), undefined, address);
			}
		}
	});

	it('knows the special ones', () => {
		assert.equal(resolveEndpoints({ region: 'cn-south-1' }).sms, 'https://sms.cn-north-4.myhuaweicloud.com');
		assert.equal(resolveEndpoints({ region: 'la-south-2' }).sms, 'https://sms.ap-southeast-3.myhuaweicloud.com');
		assert.equal(
			resolveEndpoints({ region: 'my-kualalumpur-1' }).sms,
			'https://sms.my-kualalumpur-1.myhuaweicloud.com',
		);
		assert.equal(resolveEndpoints({ region: 'ru-moscow-1' }).sms, 'https://sms-api.ru-moscow-1.myhuaweicloud.com');
		assert.equal(resolveEndpoints({ region: 'ap-southeast-5' }).iam, 'https://iam.myhuaweicloud.com');
		assert.deepEqual(resolveEndpoints({ cloud: 'otc', region: 'eu-de' }), {
			dcs: 'https://dcs.eu-de.otc.t-systems.com',
			iam: 'https://iam.eu-de.otc.t-systems.com',
		});
		assert.equal(
			resolveEndpoints({ cloud: 'huawei-eu', region: 'eu-west-101' }).dcs,
			'https://dcs.eu-west-101.myhuaweicloud.eu',
		);
	});

	it('prefers what the connection says, and makes no host of what is no region', () => {
		assert.deepEqual(
			resolveEndpoints({ cloud: 'custom', region: 'x', endpoints: { dcs: ' https://dcs.example.com// ' } }),
			{
				dcs: 'https://dcs.example.com',
			},
		);
		assert.equal(
			resolveEndpoints({ region: 'cn-north-4', endpoints: { dcs: 'http://127.0.0.1:1' } }).dcs,
			'http://127.0.0.1:1',
		);
		assert.deepEqual(resolveEndpoints({ region: 'evil.example.com/' }), {});
		assert.deepEqual(resolveEndpoints({}), {});
		assert.deepEqual(resolveEndpoints({ cloud: 'unheard-of', region: 'eu-de' }), {});
	});

	it('come with what each service has to say of its own, in one text a cloud', () => {
		assert.equal(
			addressNotes('huawei-eu', SERVICES),
			'Sources disagree: DCS may also be at dcs.eu-west-101.myhuaweicloud.com. No SMS address is known.',
		);
		assert.equal(addressNotes('otc', SERVICES), 'Open Telekom Cloud has no SMS.');
		assert.equal(addressNotes('custom', SERVICES), '');
	});
});
