import assert from 'node:assert/strict';
import type { Sample } from '../../../../src/migration/sample';
import type { Headline } from '../../../../src/migration/viewModel';
import { DCS_FIXTURES } from '../../../../src/sandbox/dcsFixtures';
import { readingOf, statusOf } from '../../../../src/sandbox/simulation';
import { presenter } from '../../../../src/services/dcs/presenter';
import { format, taskOf } from '../helpers';

interface Moment {
	readonly said: Headline;
	readonly status: string;
	readonly sample: Sample;
}

/** What the panel says of a task of the sandbox, five seconds apart, at the pace of the demo. */
function told(name: string, from: number, count: number, speed = 1): Moment[] {
	const task = DCS_FIXTURES.find((one) => one.name === name);
	assert.ok(task, name);
	const samples: Sample[] = [];
	return Array.from({ length: count }, (_, index) => {
		const time = from + index * 5 * speed;
		const reading = readingOf(1, task, time, speed);
		assert.ok(reading, name);
		const sample: Sample = {
			at: index * 5_000,
			values: {
				full_migration_progress: reading.progress,
				offset: reading.offset,
				source_dbsize: reading.sourceKeys,
				target_dbsize: reading.targetKeys,
			},
			migrating: reading.migrating,
		};
		samples.push(sample);
		const status = statusOf(task, time);
		const read = taskOf('dcs', { status, migration_method: task.method });
		return { said: presenter.headline(read, samples, format, sample.at), status, sample };
	});
}

describe('what is said of a whole migration', () => {
	const running = DCS_FIXTURES.filter(({ plan }) => plan.kind === 'running').map(({ name }) => name);

	for (const name of running) {
		it(`of ${name} is never good news while keys are missing, or changes are not followed`, () => {
			for (const speed of [1, 60]) {
				for (const { said, status, sample } of told(name, 0, 200, speed)) {
					const { source_dbsize: source = null, target_dbsize: target = null, offset } = sample.values;
					if (said.tone === 'good') {
						assert.ok((source ?? 0) - (target ?? 0) <= (source ?? 0) * 0.002, said.text);
						assert.match(status, /^INCR/);
						assert.ok((offset ?? 1) < 64 * 1024, said.text);
					}
				}
			}
		});
	}

	it('comes to “in step” where a migration does', () => {
		const good = running.filter((name) => told(name, 0, 200).some(({ said }) => said.tone === 'good'));
		assert.ok(good.length > 0, running.join(', '));
	});

	it('is that it falls behind, where it does, and never the contrary', () => {
		const said = told('basket-incremental', 0, 120);
		assert.ok(said.every(({ said: { text, tone } }) => tone !== 'good' && !/^Catching up/.test(text)));
		const later = said.slice(60);
		assert.ok(later.filter(({ said: { text } }) => /^Falling behind/.test(text)).length > later.length * 0.9);
		for (const {
			said: { text },
		} of said) {
			const [, from, to] = /between (.+) and (.+) for|from (.+) to (.+) in/.exec(text)?.filter(Boolean) ?? [];
			assert.ok(from === undefined || from !== to, text);
		}
	});

	it('is that the full sync began again where it did', () => {
		const again = told('profile-cache', 0, 400, 60).filter(({ said }) =>
			/began again/.test(`${said.text} ${said.hint}`),
		);
		assert.ok(again.length > 0);
	});
});
