import assert from 'node:assert/strict';
import type { HappeningKind, RunState } from '../../../src/migration/runState';
import type { LogRow } from '../../../src/migration/taskLog';
import { dcs } from '../../../src/services/dcs';
import { presenter } from '../../../src/services/dcs/presenter';
import { supportText } from '../../../src/ui/details/supportText';
import { causesOf, whyOf } from '../../../src/ui/details/why';
import { format, NOW, taskOf } from '../services/helpers';

const FAILED = { status: 'FAILED', error_message: 'replication link lost' };
const FOLLOWING = { status: 'INCRMIGRATING', migration_method: 'incremental_migration' };

function line(message: string, level = 'ERROR', at: number | undefined = NOW - 60_000): LogRow {
	return { at, level, message, code: '', keywords: [] };
}

function runWith(...kinds: HappeningKind[]): RunState {
	const happenings = kinds.map((kind) => ({ at: NOW - 60_000, kind }));
	return { judgement: undefined, happenings, writersStoppedAt: undefined, sampledAt: NOW };
}

function why(raw: Record<string, unknown>, logRows: readonly LogRow[] = [], run?: RunState) {
	const about = { task: taskOf('dcs', raw), presenter, run, logRows };
	return whyOf(about, causesOf(about, NOW), ['log', 'support'], format);
}

describe('Why a task stopped', () => {
	it('is found in its log where its error says nothing, and the line is quoted with its time', () => {
		const found = why(FAILED, [line('all is well', 'INFO'), line('OOM command not allowed when used memory')]);
		assert.equal(found?.id, 'r09');
		assert.equal(found?.evidence, 'ERROR OOM command not allowed when used memory');
		assert.match(found?.from ?? '', /^task log, .*11:59/);
	});

	it('is said to be unknown where nothing known fits, with where to look and whom to ask', () => {
		const found = why(FAILED);
		assert.equal(found?.id, 'unknown');
		assert.deepEqual(found?.offers, ['log', 'support']);
		assert.equal(found?.certainty, undefined);
	});

	it('is the headline too, though the log alone has it', () => {
		const task = taskOf('dcs', FAILED);
		const about = { task, presenter, run: undefined, logRows: [line('OOM command not allowed')] };
		const { text } = presenter.headline(task, [], format, NOW, { causes: causesOf(about, NOW) });
		assert.match(text, /memory of the target is full/);
	});

	it('is not asked of a task that runs well, or that somebody stopped', () => {
		assert.equal(why(FOLLOWING), undefined);
		assert.equal(why({ ...FOLLOWING, status: 'TERMINATED' }, [line('OOM command not allowed')]), undefined);
	});
});

describe('What may be behind the trouble of a task that runs', () => {
	it('is told by its run: a full sync that began again', () => {
		const found = why(FOLLOWING, [], runWith('fullSyncRestarted'));
		assert.equal(found?.id, 'r15');
		assert.equal(found?.title, 'What may be behind it');
		assert.equal(found?.certainty, 'possible');
		assert.deepEqual(found?.offers, []);
	});

	it('is told by a line of its log that says so itself, as long as that is new', () => {
		const text = 'OOM command not allowed when used memory';
		assert.equal(why(FOLLOWING, [line(text)])?.id, 'r09');
		assert.equal(why(FOLLOWING, [line(text, 'ERROR', NOW - 3_600_000)]), undefined);
		assert.equal(why(FOLLOWING, [{ ...line(text), at: undefined }]), undefined);
	});

	it('is not guessed from a line that could mean this and that', () => {
		assert.equal(why(FOLLOWING, [line('EOF')]), undefined);
		assert.equal(why(FAILED, [line('EOF')])?.certainty, 'possible');
	});
});

describe('The text for support', () => {
	const task = taskOf('dcs', {
		...FAILED,
		task_name: 'orders',
		error_message: 'AUTH failed: password=Hunter2-secret\nWRONGPASS',
		created_at: '2024-06-01T09:00:00.000Z',
	});
	const text = supportText({
		task,
		service: dcs,
		place: { region: 'eu-de', projectId: 'p1' },
		run: runWith('fullSyncBegan', 'failed'),
		logRows: [line('the worst'), line('a note', 'INFO')],
		found: causesOf({ task, presenter, run: undefined, logRows: [] }, NOW),
		product: 'Migration Tasks 9.9.9',
	});

	it('has what they ask for: task, place, status, error, log, and what happened when', () => {
		for (const part of [
			/^Region: eu-de$/m,
			/^Project ID: p1$/m,
			new RegExp(`^Task ID: ${task.ref.id}$`, 'm'),
			/^Status: FAILED$/m,
			/^Created \(UTC\): 2024-06-01T09:00:00\.000Z$/m,
			/WRONGPASS/,
			/2024-06-01T11:59:00\.000Z ERROR the worst/,
			/2024-06-01T11:59:00\.000Z failed$/m,
			/r04 \(very likely\)/,
			/Migration Tasks 9\.9\.9/,
		]) {
			assert.match(text, part);
		}
	});

	it('quotes errors alone where there are any, and never a password', () => {
		assert.doesNotMatch(text, /a note/);
		assert.doesNotMatch(text, /Hunter2/);
	});
});
