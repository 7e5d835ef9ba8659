import assert from 'node:assert/strict';
import { CloudError, type CloudErrorKind, type CloudErrorReason } from '../../../src/cloud/errors';
import { anySignal } from '../../../src/core/abort';
import { Emitter } from '../../../src/core/emitter';
import { MAX_SAMPLES } from '../../../src/migration/sample';
import { toConnectionProblem } from '../../../src/store/connectionProblem';
import { SampleBuffer } from '../../../src/store/sampleBuffer';
import { failure, ref, sample } from './fakes';

describe('the buffer of samples', () => {
	const timesOf = (buffer: SampleBuffer, id = 'a') => buffer.of(ref(id)).map(({ at }) => at);

	it('keeps the newest of a task, in their order', () => {
		const buffer = new SampleBuffer();
		for (let at = 1; at <= MAX_SAMPLES + 5; at++) {
			buffer.add(ref('a'), sample(at));
		}
		const times = timesOf(buffer);
		assert.ok(times.length <= MAX_SAMPLES && times.length >= MAX_SAMPLES * 0.98, `${times.length} are kept`);
		assert.ok(times.every((at, index) => at === MAX_SAMPLES + 5 - times.length + 1 + index));
	});

	it('takes a sample in the same time, however many there are', () => {
		const buffer = new SampleBuffer();
		buffer.load(
			ref('a'),
			Array.from({ length: MAX_SAMPLES - 10_000 }, (_, at) => sample(at)),
		);
		const begin = performance.now();
		for (let at = 0; at < 10_000; at++) {
			buffer.add(ref('a'), sample(MAX_SAMPLES + at));
		}
		// Copying 30,000 samples with each took some seconds.
		assert.ok(performance.now() - begin < 1_000, `${performance.now() - begin} ms`);
	});

	it('keeps so many of all tasks, and forgets those that were sampled longest ago', () => {
		const buffer = new SampleBuffer();
		const whole = Array.from({ length: MAX_SAMPLES }, (_, at) => sample(at));
		for (let task = 0; task < 11; task++) {
			buffer.load(ref(`t${task}`), whole);
		}
		assert.deepEqual([timesOf(buffer, 't0').length, timesOf(buffer, 't1').length], [0, MAX_SAMPLES]);
		buffer.add(ref('t1'), sample(MAX_SAMPLES));
		buffer.add(ref('new'), sample(1));
		buffer.load(ref('other'), whole);
		assert.deepEqual([timesOf(buffer, 't2').length, timesOf(buffer, 'new').length], [0, 1]);
		assert.ok(timesOf(buffer, 't1').length > 0, 'it was sampled a moment ago');
	});

	it('takes in what was sampled earlier, each moment once, and not what is newer than all at hand', () => {
		const buffer = new SampleBuffer();
		for (const at of [100, 200]) {
			buffer.add(ref('a'), sample(at, { offset: 1 }));
		}
		buffer.load(
			ref('a'),
			[90, 10, Number.NaN, 100, 150, 300].map((at) => sample(at, { offset: 2 })),
		);
		assert.deepEqual(
			buffer.of(ref('a')).map(({ at, values }) => [at, values.offset]),
			[
				[10, 2],
				[90, 2],
				[100, 1],
				[150, 2],
				[200, 1],
			],
		);
		buffer.add(ref('a'), sample(210));
		assert.deepEqual(timesOf(buffer), [10, 90, 100, 150, 200, 210]);
		buffer.load(ref('b'), [sample(1), sample(2)]);
		assert.deepEqual(timesOf(buffer, 'b'), [1, 2], 'a task of which nothing is at hand');
		buffer.load(ref('c'), []);
		assert.deepEqual(timesOf(buffer, 'c'), []);
	});

	it('begins anew where the clock was set back, since a time axis cannot run backwards', () => {
		const buffer = new SampleBuffer();
		for (const at of [10_100_000, 10_200_000, 50_000, 60_000]) {
			buffer.add(ref('a'), sample(at));
		}
		assert.deepEqual(
			buffer.of(ref('a')).map(({ at }) => at),
			[50_000, 60_000],
		);
	});

	it('puts a sample that arrives late where it belongs, and keeps the curve', () => {
		const buffer = new SampleBuffer();
		for (const at of [100, 300, 400, 200, 300]) {
			buffer.add(ref('a'), sample(at, { offset: buffer.of(ref('a')).length }));
		}
		assert.deepEqual(
			buffer.of(ref('a')).map(({ at, values }) => [at, values.offset]),
			[
				[100, 0],
				[200, 3],
				[300, 4],
				[400, 2],
			],
		);
		buffer.add(ref('a'), sample(50));
		assert.equal(buffer.of(ref('a'))[0]?.at, 50);
	});

	it('keeps fifty tasks, and forgets the one that was sampled longest ago first', () => {
		const buffer = new SampleBuffer();
		for (let i = 0; i < 50; i++) {
			buffer.add(ref(`t${i}`), sample(1));
		}
		buffer.add(ref('t0'), sample(2));
		buffer.add(ref('t50'), sample(1));
		assert.equal(buffer.of(ref('t0')).length, 2);
		assert.equal(buffer.of(ref('t1')).length, 0);
		assert.equal(buffer.of(ref('t2')).length, 1);
	});

	it('forgets one task, or all of a connection and of no other', () => {
		const buffer = new SampleBuffer();
		for (const of of [ref('a', 'c1'), ref('b', 'c1'), ref('a', 'c11')]) {
			buffer.add(of, sample(1));
		}
		buffer.forget('c1', ref('a', 'c1'));
		assert.deepEqual([buffer.of(ref('a', 'c1')).length, buffer.of(ref('b', 'c1')).length], [0, 1]);
		buffer.forget('c1');
		assert.deepEqual([buffer.of(ref('b', 'c1')).length, buffer.of(ref('a', 'c11')).length], [0, 1]);
	});
});

describe('events', () => {
	it('reach all who listen, also where one of them throws', () => {
		const faults: unknown[] = [];
		const emitter = new Emitter<number>((error) => faults.push(error));
		const heard: string[] = [];
		emitter.event(() => {
			throw new Error('broken');
		});
		const both = (value: number): unknown => heard.push(`b${value}`);
		const once = emitter.event(both);
		emitter.event(both);
		emitter.fire(1);
		once.dispose();
		emitter.fire(2);
		emitter.dispose();
		emitter.fire(3);
		assert.deepEqual(heard, ['b1', 'b1', 'b2']);
		assert.equal(faults.length, 2);
	});
});

describe('two signals as one', () => {
	it('end with either, and let go of both when they are done', () => {
		const [a, b] = [new AbortController(), new AbortController()];
		const done = anySignal(a.signal, b.signal);
		done.dispose();
		a.abort();
		assert.equal(done.signal.aborted, false);
		assert.equal(anySignal(a.signal, b.signal).signal.aborted, true);
		assert.equal(anySignal(b.signal, a.signal).signal.aborted, true);
		const either = anySignal(b.signal, new AbortController().signal);
		b.abort();
		assert.equal(either.signal.aborted, true);
		assert.equal(anySignal(a.signal, undefined).signal, a.signal);
	});
});

describe('a problem of a connection', () => {
	const KINDS: readonly CloudErrorKind[] = [
		'signature',
		'keyLocked',
		'unknownKey',
		'clock',
		'token',
		'password',
		'mfa',
		'permission',
		'project',
		'noSuchTask',
		'notFound',
		'throttled',
		'invalid',
		'wrongState',
		'service',
		'network',
		'certificate',
		'timeout',
		'cancelled',
		'unreadable',
	];

	it('is told in a few words and in whole sentences, whatever it is', () => {
		for (const kind of KINDS) {
			const { text, short } = toConnectionProblem(failure(kind), 'production');
			assert.match(text, /\.$|\)$/, kind);
			assert.ok(short.length > 0 && short.length <= 40, kind);
		}
	});

	it('stops the asking just where asking again could do harm or no good', () => {
		assert.deepEqual(
			KINDS.filter((kind) => toConnectionProblem(failure(kind), 'production').refused),
			['signature', 'unknownKey', 'clock', 'token', 'password', 'mfa'],
		);
	});

	it('says of what was never sent that it was not, rather than that the service refused it', () => {
		const short = (kind: CloudErrorKind, reason: CloudErrorReason): string =>
			toConnectionProblem(new CloudError({ kind, reason, operation: 'Test', nextTryAt: 0 }), 'production').short;
		assert.equal(short('unknownKey', 'noEnvironment'), 'environment variables not set');
		assert.equal(short('unknownKey', 'characters'), 'characters that cannot be sent');
		assert.equal(short('signature', 'heldBack'), 'access key held back');
		assert.doesNotMatch(
			short('keyring', 'corrupt') + short('invalid', 'endpoint') + short('invalid', 'noIam'),
			/refused/,
		);
	});

	it('offers the remedy that helps', () => {
		const remedy = (error: unknown) => toConnectionProblem(error, 'production').remedy;
		assert.equal(remedy(failure('noCredential')), 'signIn');
		assert.equal(remedy(failure('keyring')), 'retry');
		assert.equal(remedy(failure('unknownKey')), 'updateCredential');
		assert.equal(remedy(failure('project')), 'edit');
		assert.equal(remedy(new CloudError({ kind: 'invalid', reason: 'noIam', operation: 'Test' })), 'edit');
		assert.equal(remedy(failure('clock')), 'retry');
		assert.equal(remedy(failure('network')), 'retry');
		assert.equal(remedy(new TypeError('x is undefined')), 'retry');
	});

	it('says nothing of the inside of a fault', () => {
		const { text, short } = toConnectionProblem(new TypeError('x of secret is undefined'), 'production');
		assert.doesNotMatch(text + short, /secret|undefined/);
		assert.match(text, /production/);
	});

	it('tells a credential that is missing from a keyring that failed', () => {
		const missing = toConnectionProblem(failure('noCredential'), 'production');
		const failed = toConnectionProblem(failure('keyring'), 'production');
		assert.notEqual(missing.text, failed.text);
		assert.match(failed.text, /keyring/);
		assert.equal(missing.refused && failed.refused, true);
	});
});
