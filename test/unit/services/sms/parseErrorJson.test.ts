import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adviceFor } from '../../../../src/services/sms/advice';
import { SMS_CAUSES } from '../../../../src/services/sms/causes';
import { faultsOf, faultText, firstSentence, parseErrorJson } from '../../../../src/services/sms/parseErrorJson';
import { taskOf } from '../helpers';

/** As the field of a task, whatever the service made of it. */
const lines = (error_json: unknown) => faultsOf(taskOf('sms', { error_json })).map(faultText);

describe('error_json of an SMS task', () => {
	it('is nothing where the service sent nothing', () => {
		for (const nothing of [undefined, null, '', '  ', 'null', '{}', '[]']) {
			assert.deepEqual(lines(nothing), [], JSON.stringify(nothing));
		}
	});

	it('is read from an object, a list, and JSON inside of JSON', () => {
		const one = { error_code: 'SMS.0201', error_msg: 'No connection.' };
		const wanted = ['SMS.0201: No connection.'];
		assert.deepEqual(lines(JSON.stringify(one)), wanted);
		assert.deepEqual(lines(JSON.stringify([one])), wanted);
		assert.deepEqual(lines(one), wanted);
		assert.deepEqual(lines(JSON.stringify(JSON.stringify(one))), wanted);
		assert.deepEqual(lines(JSON.stringify({ error: one })), wanted);
		assert.deepEqual(
			lines(JSON.stringify({ error_code: 'SMS.0201', error_msg: JSON.stringify({ error_msg: 'No connection.' }) })),
			wanted,
		);
	});

	it('keeps every error of a list', () => {
		assert.deepEqual(
			lines('[{"error_code":"SMS.0201","error_msg":"One."},{"error_code":"SMS.0203","error_msg":"Two."}]'),
			['SMS.0201: One.', 'SMS.0203: Two.'],
		);
	});

	it('has its placeholders filled where the parameters came, and left where they did not', () => {
		const text = (error_msg: string, error_params?: unknown) => lines(JSON.stringify({ error_msg, error_params }))[0];
		assert.equal(text('Cause: {0[0]}, then {0[1]}.', ['quota', 'zone']), 'Cause: quota, then zone.');
		assert.equal(text('Cause: %s on %s.', ['quota', 'cores']), 'Cause: quota on cores.');
		assert.equal(text('Cause: {0}.', 'quota'), 'Cause: quota.');
		assert.equal(text('Cause: {0[0]}.', '["quota"]'), 'Cause: quota.');
		assert.equal(text('Cause: {0[0]} and {0[1]}.', ['quota']), 'Cause: quota and {0[1]}.');
		assert.equal(text('Cause: {0[0]}.'), 'Cause: {0[0]}.');
		assert.equal(text('Cause: %s.', ['{0[0]}']), 'Cause: {0[0]}.');
	});

	it('stays as it came where it is plain text, its code known all the same', () => {
		assert.deepEqual(lines("'rsync': No such file"), ["'rsync': No such file"]);
		assert.deepEqual(parseErrorJson('SMS.0203: timed out'), [{ code: 'SMS.0203', message: 'timed out' }]);
	});

	it('is still readable where the service cut the JSON off', () => {
		assert.deepEqual(lines('{"error_code":"SMS.0601","error_msg":"Quota of cor'), ['SMS.0601: Quota of cor']);
		assert.deepEqual(lines('[{"unheard'), ['[{"unheard']);
	});

	it('of an unknown shape is shown as it came', () => {
		assert.deepEqual(lines('{"weather":"bad"}'), ['{"weather":"bad"}']);
		assert.deepEqual(lines('{"error_code":"SMS.9"}'), ['SMS.9']);
	});

	it('never breaks anything, whatever it holds', () => {
		fc.assert(
			fc.property(fc.oneof(fc.json(), fc.string(), fc.jsonValue()), (value) => {
				for (const line of lines(value)) {
					assert.equal(typeof line, 'string');
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('is cut to its first sentence for a line, not inside of a code or an address', () => {
		assert.equal(firstSentence('SMS.0203: 10.1.2.3 timed out. Check it.'), 'SMS.0203: 10.1.2.3 timed out.');
		assert.equal(firstSentence('连接超时。请检查网络。'), '连接超时。');
		assert.equal(firstSentence('x'.repeat(500), 50).length, 50);
	});
});

describe('advice for SMS errors', () => {
	it('exists for every code of the catalogue, in two sentences at least or one that says both', () => {
		for (const code of SMS_CAUSES.flatMap(({ codes = [] }) => codes)) {
			assert.match(adviceFor(code, '') ?? '', /\. |: |; /, code);
		}
	});

	it('is found by what the text says where there is no code', () => {
		assert.match(adviceFor(undefined, "'rsync': No such file") ?? '', /no rsync/);
		assert.match(adviceFor(undefined, 'cannot connect to 10.0.0.1:8899') ?? '', /port 8899/);
		assert.match(adviceFor(undefined, 'failed with SMS.0205 at start') ?? '', /clock/);
	});

	it('is found for what a consistency check and an environment check found', () => {
		assert.match(adviceFor(undefined, 'num_different: 3, target_miss: 1') ?? '', /Synchronize again/);
		assert.match(adviceFor(undefined, 'source server unavailable') ?? '', /environment check/);
	});

	it('does not take a file that rsync misses for a missing rsync', () => {
		assert.equal(adviceFor(undefined, 'rsync: change_dir "/data" failed: No such file or directory (2)'), undefined);
		assert.match(adviceFor(undefined, 'bash: rsync: command not found') ?? '', /no rsync/);
	});

	it('takes no time for a text however long', () => {
		assert.equal(adviceFor(undefined, 'rsync '.repeat(300_000)), undefined);
	});

	it('is not given for what nobody knows', () => {
		assert.equal(adviceFor('SMS.7777', 'Odd.'), undefined);
		assert.equal(adviceFor('constructor', 'Odd.'), undefined);
	});
});
