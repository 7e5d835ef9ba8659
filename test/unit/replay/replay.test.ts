import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Replay } from '../../../src/replay/replay';

interface Answer {
	readonly run: unknown;
	readonly at: unknown;
	readonly phase: string;
	readonly eta: { readonly lowMs: number; readonly highMs: number } | null;
	readonly verdict: string;
	readonly reasons: readonly { readonly id: string; readonly ok: boolean; readonly text: string }[];
	readonly events: readonly string[];
	readonly error?: string;
}

const sample = (more: Record<string, unknown> = {}, stats: Record<string, unknown> | null = {}): string =>
	JSON.stringify({
		run: 'a',
		at: 1_735_689_600_000,
		status: 'FULLMIGRATING',
		method: 'incremental_migration',
		stats: stats && {
			full_migration_progress: '7',
			offset: '0',
			source_dbsize: 1_000,
			target_dbsize: '70',
			target_input_kbps: '12',
			target_ops: 40,
			is_migrating: 'true',
			...stats,
		},
		...more,
	});

describe('replaying recorded samples', () => {
	const answerOf = (replay: Replay, line: string): Answer => JSON.parse(replay.answer(line)) as Answer;

	it('answers each with its phase, time left, verdict, reasons and events', () => {
		const answer = answerOf(new Replay(), sample());
		assert.deepEqual(Object.keys(answer), ['run', 'at', 'phase', 'eta', 'verdict', 'reasons', 'events']);
		assert.deepEqual([answer.run, answer.phase, answer.eta, answer.verdict], ['a', 'copying', null, 'notYet']);
		assert.ok(answer.reasons.every(({ id, ok, text }) => id !== '' && typeof ok === 'boolean' && text !== ''));
	});

	it('begins a new history with a new run, and keeps those of runs that take turns', () => {
		const replay = new Replay();
		const last = new Map<string, Answer>();
		for (let progress = 1; progress <= 10; progress++) {
			for (const run of ['a', 'b']) {
				const at = 1_735_689_600_000 + progress * 10_000;
				last.set(run, answerOf(replay, sample({ run, at }, { full_migration_progress: progress })));
			}
		}
		assert.ok(last.get('a')?.eta && last.get('b')?.eta);
		assert.equal(answerOf(replay, sample({ run: 'c' })).eta, null);
	});

	it('takes every status, and numbers as text, null or missing', () => {
		const replay = new Replay();
		for (const [status, phase] of [
			['RUNNING', 'pending'],
			['CREATING', 'pending'],
			['FULLMIGRATING', 'copying'],
			['MIGRATING', 'copying'],
			['INCRMIGEATING', 'catchingUp'],
			['INCRMIGRATING', 'catchingUp'],
			['SUCCESS', 'done'],
			['TERMINATED', 'stopped'],
			['MIGRATION_FAILED', 'failed'],
			['SOMETHING_NEW', 'unknown'],
			['', 'unknown'],
		]) {
			assert.equal(answerOf(replay, sample({ run: status, status })).phase, phase, status);
		}
		for (const stats of [
			null,
			{ full_migration_progress: null },
			{ offset: '' },
			{ target_ops: 'x' },
			{ source_dbsize: -1 },
		]) {
			assert.equal(typeof answerOf(replay, sample({ run: 'odd' }, stats)).phase, 'string');
		}
	});

	it('says what it cannot read, and goes on', () => {
		const replay = new Replay();
		for (const line of ['x', '[]', 'null', '{}', '{"run":"a"}', '{"at":1}', '{"run":"a","at":"soon"}']) {
			const answer = answerOf(replay, line);
			assert.deepEqual([answer.verdict, answer.phase], ['unknown', 'unknown']);
			assert.ok(answer.error, line);
		}
		assert.equal(answerOf(replay, sample()).error, undefined);
	});

	it('never says “switch now” without the user’s word, whatever comes', () => {
		const replay = new Replay();
		for (let nth = 0; nth < 60; nth++) {
			const at = 1_735_689_600_000 + nth * 10_000;
			const stats = { full_migration_progress: 100, target_dbsize: 1_000, target_ops: 0 };
			assert.notEqual(answerOf(replay, sample({ at, status: 'INCRMIGRATING' }, stats)).verdict, 'switchNow');
		}
	});

	it('answers each line at once, before the next one comes', async function () {
		this.timeout(60_000);
		const root = path.join(__dirname, '..', '..', '..');
		const child = spawn(process.execPath, ['--import=tsx', 'src/replay/cli.ts'], { cwd: root });
		try {
			const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
			for (let nth = 0; nth < 3; nth++) {
				child.stdin.write(`${sample({ at: 1_735_689_600_000 + nth * 10_000 })}\n`);
				const { value } = await answers.next();
				assert.equal((JSON.parse(String(value)) as Answer).at, 1_735_689_600_000 + nth * 10_000);
			}
		} finally {
			child.kill();
		}
	});
});
