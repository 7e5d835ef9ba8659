/** How a DCS migration that runs stands, in one sentence: what its run was judged to be, in words, with what that rests on. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../../migration/format';
import { PINGS } from '../../migration/insight/gates';
import { type Judgement, RunJudge } from '../../migration/insight/judge';
import { lastOf, type RunState, staleFor } from '../../migration/runState';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import { rangeText } from '../../migration/timeRange';
import type { Headline } from '../../migration/viewModel';
import { gateWords } from './gateWords';
import { followsChanges } from './method';
import { runReader } from './runSample';
import type { DcsFields } from './schema';
import { blockingOf } from './verdictWords';

type DcsTask = Task<DcsFields>;

/** Readings that are judged where nobody knows the whole run. */
const RECENT = 720;

/** The run as far as these samples tell it. */
export function runOf(task: DcsTask, samples: readonly Sample[]): RunState {
	const judge = new RunJudge();
	const recent = samples.slice(-RECENT);
	for (const sample of recent) {
		judge.take(runReader.read(task, sample, { status: task.status, writesStopped: false, ofNow: true }));
	}
	const sampledAt = recent.at(-1)?.at;
	return {
		judgement: sampledAt === undefined ? undefined : judge.judge(),
		happenings: [],
		writersStoppedAt: undefined,
		sampledAt,
	};
}

/** The sentence on top. `now` in ms since 1970. */
export function running(task: DcsTask, run: RunState, format: Format, now: number): Headline {
	const { judgement } = run;
	if (!judgement) {
		return { text: l10n.t('Migrating. The first live numbers are not in yet.'), tone: 'busy' };
	}
	const old = staleFor(run, now);
	if (old !== undefined) {
		const text = l10n.t(
			'How the migration stands now is not known: the last numbers are {0} old.',
			format.duration(old),
		);
		return { news: 'old', text, tone: 'neutral' };
	}
	if (judgement.migrating === false) {
		return {
			text: l10n.t('The service says that nothing is being migrated at the moment.'),
			hint: l10n.t(
				'If the connection broke, a task with manual reconnection waits for somebody to reconnect it. Look at the migration logs.',
			),
			tone: 'warning',
		};
	}
	if (judgement.stalledFor > 0) {
		return stalled(judgement, format);
	}
	return judgement.catchUp ? following(run, judgement, format) : copying(task, run, judgement, format);
}

function stalled({ stalledFor, usualPause, progress, catchUp }: Judgement, format: Format): Headline {
	const time = format.duration(stalledFor);
	return {
		news: 'stalled',
		text: catchUp
			? l10n.t('Stalled: nothing has moved for {0}, and the offset is {1}.', time, format.amount(catchUp.offset ?? 0))
			: l10n.t('Stalled: nothing has moved for {0}, at {1} % of the full sync.', time, format.number(progress ?? 0)),
		hint: [
			usualPause === undefined
				? undefined
				: l10n.t('The usual pause of this run is {0}.', format.duration(Math.max(1000, usualPause))),
			l10n.t(
				'Look at the task log, and at the log of the source: a broken link, a full target and a very large key look like this.',
			),
		]
			.filter((part) => part !== undefined)
			.join(' '),
		tone: 'warning',
	};
}

function copying(task: DcsTask, run: RunState, judgement: Judgement, format: Format): Headline {
	const { phase, progress, left, restarts } = judgement;
	const again = restarts === 0 ? undefined : lastOf(run, 'fullSyncRestarted');
	const text = copyingText(task, judgement, format);
	const hints = [
		left === undefined
			? undefined
			: l10n.t('About {0} left of the full sync.', rangeText(left.lowMs, left.highMs, format)),
		fullOnlyHint(task),
	].filter((part) => part !== undefined);
	const hint = hints.length === 0 ? {} : { hint: hints.join(' ') };
	if (restarts === 0) {
		return { news: `${phase} ${progress === 100}`, text, ...hint, tone: 'busy' };
	}
	const times = format.integer(restarts + 1);
	return {
		news: `${phase} ${restarts}`,
		text: again
			? l10n.t('The full sync began again at {0} (time {1}). {2}', format.clock(again.at), times, text)
			: l10n.t('The full sync began again (time {0}). {1}', times, text),
		...hint,
		tone: 'warning',
	};
}

function copyingText(task: DcsTask, { phase, progress }: Judgement, format: Format): string {
	if (progress === null) {
		return l10n.t('Migrating. The service gives no progress.');
	}
	if (phase === 'snapshot') {
		return l10n.t('Full sync: 0 % copied. While the source takes its snapshot, that is normal for some minutes.');
	}
	if (progress < 100) {
		return l10n.t('Full sync: {0} % copied.', format.number(progress));
	}
	if (followsChanges(task.fields) === false) {
		return l10n.t('Full sync: 100 % copied. The service has not yet reported success.');
	}
	return task.stage === 'full'
		? l10n.t('Full sync: 100 % copied. The service does not follow changes yet.')
		: l10n.t('Full sync: 100 % copied. The service does not say whether it follows changes yet.');
}

/** Of a full migration, and of none else. */
export function fullOnlyHint({ fields }: DcsTask): string | undefined {
	return followsChanges(fields) === false
		? l10n.t(
				'A full migration leaves out what was written after it began: it is complete only if the writers were stopped before.',
			)
		: undefined;
}

function following(run: RunState, judgement: Judgement, format: Format): Headline {
	const { verdict, catchUp, phase } = judgement;
	const blocking = blockingOf(judgement.reasons);
	const said = (reasons: typeof blocking): string => reasons.map((reason) => gateWords(reason, format)).join(' · ');
	switch (verdict) {
		case 'switchNow':
			return {
				news: verdict,
				text: l10n.t('Drained: switch the clients now.'),
				hint: l10n.t(
					'Nobody writes to the source, and nothing waits to be copied. Compare the key spaces, then switch.',
				),
				tone: 'good',
			};
		case 'readyToStopWrites':
			return run.writersStoppedAt === undefined
				? {
						news: verdict,
						text: l10n.t('Ready to stop the writers.'),
						hint:
							(catchUp?.offset ?? 0) > PINGS
								? l10n.t(
										'For the last {0} next to nothing waited to be copied. Nothing can say whether a burst of writes comes: stop the writers, then wait for “switch now”.',
										format.duration(catchUp?.span ?? 0),
									)
								: l10n.t(
										'For the last {0} nothing waited to be copied. Nothing can say whether a burst of writes comes: stop the writers, then wait for “switch now”.',
										format.duration(catchUp?.span ?? 0),
									),
						tone: 'good',
					}
				: {
						news: 'draining',
						text: l10n.t('The writers are stopped. Wait until the target is drained.'),
						hint: said(blocking),
						tone: 'busy',
					};
		case 'fallingBehind':
			return {
				news: verdict,
				text: l10n.t(
					'Falling behind: at this rate the copy never catches up. The offset is {0}.',
					amountOf(catchUp, format),
				),
				hint: l10n.t(
					'The source is written to faster than the copy runs. Fewer writes, a quieter hour, or a higher bandwidth limit where one is set may help.',
				),
				tone: 'warning',
			};
		default:
	}
	if (phase === 'inStep') {
		return {
			news: `close ${blocking.map(({ id }) => id).join(' ')}`,
			text: l10n.t(
				'Close behind the source, but not ready for the switch: {0}.',
				gateWords(blocking[0] ?? NONE, format),
			),
			...(blocking.length > 1 ? { hint: said(blocking.slice(1)) } : {}),
			tone: blocking[0]?.id !== 'fresh' && blocking.some(({ id }) => CONTRARY.has(id)) ? 'warning' : 'busy',
		};
	}
	return { ...catchingUp(judgement, format), ...(phase === 'catchingUp' && contrary(judgement, format)) };
}

const NONE = { id: 'following', ok: false, values: {} } as const;
/** Conditions that say by themselves that something is wrong. */
const CONTRARY: ReadonlySet<string> = new Set([
	'keys',
	'keysSteady',
	'noTrouble',
	'instances',
	'noRestart',
	'fullSync',
]);

/** What is wrong whatever the offset does. */
function contrary({ reasons }: Judgement, format: Format): Partial<Headline> {
	const wrong = reasons.filter(({ id, ok }) => !ok && (id === 'noTrouble' || id === 'instances'));
	return wrong.length === 0
		? {}
		: { hint: wrong.map((reason) => gateWords(reason, format)).join(' · '), tone: 'warning' };
}

function catchingUp({ catchUp, left }: Judgement, format: Format): Headline {
	const offset = amountOf(catchUp, format);
	const rate = format.amount(Math.abs(Math.round(catchUp?.fallsBy ?? 0)));
	switch (catchUp?.course) {
		case 'falling':
			return {
				news: 'falling',
				text: left
					? l10n.t(
							'Catching up: the offset is {0} and falls by {1} a second, about {2} left.',
							offset,
							rate,
							rangeText(left.lowMs, left.highMs, format),
						)
					: l10n.t('Catching up: the offset is {0} and falls by {1} a second.', offset, rate),
				tone: 'busy',
			};
		case 'rising':
			return {
				news: 'rising',
				text: l10n.t('The offset rises: it is {0}, by {1} a second.', offset, rate),
				tone: 'warning',
			};
		case 'level':
			return {
				news: 'level',
				text: l10n.t('Following changes: the offset is {0}, neither falling nor rising.', offset),
				hint: l10n.t('The service names no unit for it, so nobody can say whether that is little.'),
				tone: 'busy',
			};
		default:
			return catchUp?.offset == null
				? { news: 'none', text: l10n.t('Following changes. The service gives no offset.'), tone: 'busy' }
				: {
						news: 'early',
						text: l10n.t('Following changes, offset {0}. A few more samples will tell where it goes.', offset),
						tone: 'busy',
					};
	}
}

function amountOf(catchUp: Judgement['catchUp'], format: Format): string {
	return catchUp?.offset == null ? '–' : format.amount(catchUp.offset);
}
