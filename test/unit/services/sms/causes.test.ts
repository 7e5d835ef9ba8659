import assert from 'node:assert/strict';
import { SMS_CAUSES } from '../../../../src/services/sms/causes';
import { presenter } from '../../../../src/services/sms/presenter';
import { causesIn, type Texts, testCatalogue } from '../catalogue';
import { taskOf } from '../helpers';

/** A row that is known by its code alone. */
const byCode = (code: string, near: string): Texts => ({
	says: [`${code}: failed`, `{"error_code":"${code}"}`],
	not: [near, code.replace('.', ''), `${code}1`],
});

const TEXTS: Readonly<Record<string, Texts>> = {
	'sms-agent': byCode('SMS.0007', 'the agent runs'),
	'sms-unreachable': byCode('SMS.0201', 'SMS.0203'),
	'sms-accessKey': byCode('SMS.0202', 'access key'),
	'sms-timeout': { says: ['SMS.0203: timed out'], not: ['SMS.0201', 'timed out'] },
	'sms-permission': byCode('SMS.0204', 'a permission'),
	'sms-clock': byCode('SMS.0205', 'the clock'),
	'sms-x86': byCode('SMS.0206', 'x86'),
	'sms-kvm': byCode('SMS.0207', 'kvm'),
	'sms-write': byCode('SMS.0210', 'write'),
	'sms-certificate': byCode('SMS.0211', 'a certificate'),
	'sms-restarted': byCode('SMS.0212', 'restarted'),
	'sms-targetServer': byCode('SMS.0601', 'a target server'),
	'sms-notPaused': byCode('SMS.1038', 'paused'),
	'sms-notResumed': byCode('SMS.1039', 'resumed'),
	'sms-notRestarted': byCode('SMS.1040', 'restart'),
	'sms-notDeleted': byCode('SMS.2015', 'deleted'),
	'sms-noTask': byCode('SMS.2252', 'no task'),
	'sms-system': byCode('SMS.6616', 'operating system'),
	'sms-kernel': byCode('SMS.6617', 'kernel'),
	'sms-policy': byCode('SMS.9004', 'policy'),
	'sms-rsync': {
		says: ["'rsync': No such file or directory", 'bash: rsync: command not found', 'rsync is not installed'],
		not: ['rsync finished', 'No such file: /etc/rsyncd.conf.bak'],
	},
	'sms-consistency': {
		says: ['num_different: 3, target_miss: 0', 'consistency check failed'],
		not: ['the consistency check passed', 'num_total_files: 3', '{"num_different":0,"target_miss":0,"target_more":0}'],
	},
	'sms-unavailable': {
		says: ['the environment check failed', 'source server is unavailable'],
		not: ['the environment is ready', 'availability zone', 'instance unavailable', 'zone unavailable'],
	},
	'sms-port': {
		says: ['cannot connect to 10.0.0.1:8899', 'port 8899 is not open'],
		not: ['8899 files were copied', 'port 18899'],
	},
	'sms-overspeed': {
		says: ['error_for_overspeed', 'over_speed_threshold reached'],
		not: ['the speed is over', '"error_for_overspeed":false'],
	},
	'gateway-throttled': {
		says: ['APIG.0308 The throttling threshold has been reached: policy user over ratelimit, limit:10, time:1 second'],
		not: ['the memory threshold has been reached'],
	},
	'gateway-signature': { says: ['Verify ak sk signature fail'], not: ['the signature of the file was read'] },
};

describe('the catalogue of causes for SMS', () => {
	testCatalogue(SMS_CAUSES, TEXTS);

	it('explains a task by the errors in its JSON, and has no answer for what nobody knows', () => {
		const errors = (error_json: string) => presenter.causes?.(taskOf('sms', { state: 'MIGRATE_FAIL', error_json }));
		assert.equal(errors('{"error_code":"SMS.0601","error_msg":"quota exceeded"}')?.[0]?.cause.id, 'sms-targetServer');
		assert.equal(errors('{"error_msg":"\'rsync\': No such file"}')?.[0]?.cause.id, 'sms-rsync');
		assert.deepEqual(errors('something new'), []);
		assert.deepEqual(causesIn(SMS_CAUSES, ''), []);
	});
});
