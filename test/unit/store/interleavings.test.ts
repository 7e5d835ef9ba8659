/** Lists and details asked for at any moment, answered in any order: what the store makes of it must be what happened. */
import assert from 'node:assert/strict';
import type { WireFields } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import type { Changes } from '../../../src/store/changes';
import { ServiceTasks } from '../../../src/store/serviceTasks';
import { dcsRow, listing, readingOf, smsRow } from './fakes';

/** Numbers between 0 and 1, the same for the same seed. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

interface Asked {
	readonly kind: 'list' | 'detail';
	readonly at: number;
	readonly seenAt: number;
	readonly answeredAt: number;
}

/** Questions over `length` ms, several under way at once. Each answer tells of one moment between the two. */
function questions(random: () => number, length: number): Asked[] {
	return Array.from({ length: 40 }, () => {
		const at = random() * length;
		const took = random() * 60;
		return {
			kind: random() < 0.5 ? ('list' as const) : ('detail' as const),
			at,
			seenAt: at + random() * took,
			answeredAt: at + took,
		};
	}).sort((a, b) => a.answeredAt - b.answeredAt);
}

/** The groups that the task goes through, each once a change. */
function groupsOf(
	service: 'dcs' | 'sms',
	asked: readonly Asked[],
	row: (kind: Asked['kind'], seenAt: number) => WireFields,
): string[] {
	const tasks = new ServiceTasks('c1', SERVICES.get(service));
	const groups: string[] = [];
	const note = ({ added, changed }: Changes): void => {
		for (const { group } of [...added, ...changed]) {
			if (groups.at(-1) !== group) {
				groups.push(group);
			}
		}
	};
	for (const { kind, at, seenAt, answeredAt } of asked) {
		const wire = row(kind, seenAt);
		const when = { at, answeredAt };
		note(kind === 'list' ? tasks.applyList(listing([wire]), when) : tasks.applyDetail('a', readingOf(wire), when));
	}
	return groups;
}

/** The word that is in force at a moment; `[since, word]`, oldest first. */
function wordAt(story: readonly (readonly [since: number, word: string])[], at: number): string {
	return story.findLast(([since]) => since <= at)?.[1] ?? '';
}

const COARSE: Readonly<Record<string, string>> = { MIGRATION_FAILED: 'FAILED', MIGRATION_SUCCESS: 'SUCCESS' };
const SEEDS = Array.from({ length: 100 }, (_, seed) => seed + 1);

describe('whatever the order of questions and answers', () => {
	it('a DCS task goes through its life once, and ends once', () => {
		const story = [
			[0, 'RUNNING'],
			[200, 'FULLMIGRATING'],
			[400, 'INCRMIGEATING'],
			[600, 'MIGRATION_FAILED'],
		] as const;
		for (const seed of SEEDS) {
			const random = numbers(seed);
			// The list may be slow to notice the end.
			const lag = random() < 0.5 ? 0 : random() * 300;
			const groups = groupsOf('dcs', questions(random, 900), (kind, seenAt) => {
				const word = wordAt(story, seenAt);
				const listed = COARSE[wordAt(story, seenAt - lag)] ?? 'MIGRATING';
				return dcsRow('a', kind === 'detail' ? word : listed);
			});
			assert.ok(groups.filter((group) => group === 'failed').length <= 1, `${seed}: ${groups}`);
			assert.ok(groups.filter((group) => group === 'active').length <= 2, `${seed}: ${groups}`);
			assert.ok(groups.filter((group) => group === 'pending').length <= 1, `${seed}: ${groups}`);
		}
	});

	it('an SMS task ends once', () => {
		const story = [
			[0, 'RUNNING'],
			[500, 'MIGRATE_FAIL'],
		] as const;
		for (const seed of SEEDS) {
			const groups = groupsOf('sms', questions(numbers(seed), 900), (_, seenAt) => smsRow('a', wordAt(story, seenAt)));
			assert.deepEqual(
				groups.slice(0, -1).filter((group) => group === 'failed'),
				[],
				`${seed}: ${groups}`,
			);
		}
	});

	it('list and details that differ for good never take turns', () => {
		for (const [listed, detailed] of [
			['MIGRATING', 'MIGRATION_FAILED'],
			['MIGRATING', 'RUNNING'],
			['MIGRATING', 'TERMINATED'],
			['FAILED', 'FULLMIGRATING'],
			['SUCCESS', 'INCRMIGRATING'],
		]) {
			for (const seed of SEEDS) {
				const groups = groupsOf('dcs', questions(numbers(seed), 900), (kind) =>
					dcsRow('a', kind === 'list' ? listed : detailed),
				);
				assert.ok(groups.length <= 3, `${seed}: ${groups}`);
				assert.ok(groups.filter((group) => group === 'failed').length <= 1, `${seed}: ${groups}`);
				assert.equal(groups.at(-1), SERVICES.get('dcs').statuses.row(detailed ?? '').group, `${seed}: ${groups}`);
			}
		}
	});

	it('a task that the list is without comes back by no details', () => {
		for (const seed of SEEDS) {
			const tasks = new ServiceTasks('c1', SERVICES.get('dcs'));
			const told: string[] = [];
			for (const { kind, at, seenAt, answeredAt } of questions(numbers(seed), 900)) {
				const when = { at, answeredAt };
				const changes =
					kind === 'list'
						? tasks.applyList(listing(seenAt < 450 ? [dcsRow('a', 'SUCCESS')] : []), when)
						: tasks.applyDetail('a', readingOf(dcsRow('a', 'SUCCESS')), when);
				told.push(...changes.added.map(() => '+'), ...changes.removed.map(() => '-'));
			}
			assert.equal(told.join(''), '+-', `${seed}`);
		}
	});
});
