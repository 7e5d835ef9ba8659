/** How the run of a DCS task stands, in a few words: the same in a row of the tree, the status bar, a message and the panel. */
import * as l10n from '@vscode/l10n';
import type { TimeLeftWords, VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { GateReason } from '../../migration/insight/gates';
import type { Judgement } from '../../migration/insight/judge';
import { lastOf, type RunState, staleFor } from '../../migration/runState';
import { rangeText } from '../../migration/timeRange';

const WARNING = { icon: 'warning', color: 'list.warningForeground', tone: 'warning' } as const;
const GOOD = { icon: 'pass', color: 'testing.iconPassed', tone: 'good' } as const;
const BUSY = { icon: 'sync', color: 'charts.blue', tone: 'busy' } as const;

/** The verdict, or the trouble, first. Undefined where the status says all that is known. `now` in ms since 1970. */
export function verdictWords(run: RunState, format: Format, now: number): VerdictWords | undefined {
	const { judgement } = run;
	if (!judgement) {
		return undefined;
	}
	const { verdict, phase, stalledFor, progress } = judgement;
	if (phase === 'done' || phase === 'stopped' || phase === 'failed' || phase === 'pending') {
		return undefined;
	}
	const old = staleFor(run, now);
	if (old !== undefined) {
		return {
			text: l10n.t('no numbers for {0}', format.duration(old)),
			icon: 'question',
			tone: 'neutral',
			needsYou: false,
		};
	}
	const percent = progress === null ? undefined : l10n.t('{0} %', format.integer(Math.floor(progress)));
	if (stalledFor > 0) {
		return { ...WARNING, text: joined(l10n.t('stalled {0}', format.duration(stalledFor)), percent), needsYou: true };
	}
	switch (verdict) {
		case 'fallingBehind':
			// Told from a stall by shape, too.
			return {
				...WARNING,
				icon: 'arrow-circle-down',
				text: l10n.t('falling behind: never at this rate'),
				needsYou: true,
			};
		case 'switchNow':
			return { ...GOOD, icon: 'pass-filled', text: l10n.t('drained: switch now'), needsYou: true };
		case 'readyToStopWrites':
			return run.writersStoppedAt === undefined
				? { ...GOOD, text: l10n.t('ready to stop writes'), needsYou: true }
				: { ...BUSY, text: l10n.t('writers stopped, draining'), needsYou: false };
		default:
			return onItsWay(run, judgement, percent, format);
	}
}

function onItsWay(
	run: RunState,
	judgement: Judgement,
	percent: string | undefined,
	format: Format,
): VerdictWords | undefined {
	const { phase, left, restarts, reasons } = judgement;
	const time = left && l10n.t('{0} left', rangeText(left.lowMs, left.highMs, format));
	const again = lastOf(run, 'fullSyncRestarted');
	if (restarts > 0 && again && (phase === 'snapshot' || phase === 'copying' || phase === 'loading')) {
		const text = l10n.t('began again {0}', format.clock(again.at));
		return { ...WARNING, text: joined(text, percent, time), needsYou: false };
	}
	switch (phase) {
		case 'snapshot':
			return { ...BUSY, text: l10n.t('snapshot at the source'), needsYou: false };
		case 'copying':
		case 'loading':
			return time === undefined ? undefined : { ...BUSY, text: joined(percent, time), needsYou: false };
		case 'catchingUp':
			return judgement.catchUp?.course === 'falling'
				? { ...BUSY, text: joined(l10n.t('catching up'), time), needsYou: false }
				: undefined;
		case 'inStep': {
			const [blocking] = blockingOf(reasons);
			return blocking === undefined
				? undefined
				: { ...BUSY, text: l10n.t('close behind, not ready: {0}', shortly(blocking, format)), needsYou: false };
		}
		default:
			return undefined;
	}
}

function joined(...parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined).join(' · ');
}

/** The conditions that do not hold, what weighs most first: what nobody saw supports nothing else. */
export function blockingOf(reasons: readonly GateReason[]): readonly GateReason[] {
	const open = reasons.filter(({ ok }) => !ok);
	return [...open.filter(({ id }) => id === 'fresh'), ...open.filter(({ id }) => id !== 'fresh')];
}

/** What blocks, in two or three words with its value. */
export function shortly({ id, values }: GateReason, format: Format): string {
	const number = (name: string): string => (values[name] == null ? '–' : format.short(values[name]));
	switch (id) {
		case 'following':
			return l10n.t('changes not followed');
		case 'migrating':
			return l10n.t('not migrating');
		case 'fullSync':
			return values.progress == null ? l10n.t('no progress given') : l10n.t('full sync {0} %', number('progress'));
		case 'noRestart':
			return l10n.t('began again {0} ago', format.duration(values.ago ?? 0));
		case 'offset':
		case 'drained':
			return values.offset == null ? l10n.t('no offset given') : l10n.t('offset {0}', number('offset'));
		case 'keys':
			return values.missing == null ? l10n.t('keys not given') : l10n.t('{0} keys fewer', number('missing'));
		case 'keysSteady':
			return values.to == null ? l10n.t('keys not known for long enough') : l10n.t('ever more keys missing');
		case 'noTrouble':
			return l10n.t('an error');
		case 'instances':
			return l10n.t('an instance does not run');
		case 'fresh':
			return l10n.t('a gap in the numbers');
		case 'writersStopped':
			return l10n.t('writers not stopped');
		case 'idle':
			return l10n.t('{0} operations/s', number('ops'));
		case 'sourceSteady':
			return l10n.t('somebody still writes');
	}
}

/** The time left of the phase that the run is in, and what that rests on. */
export function timeLeftWords({ judgement }: RunState, format: Format): TimeLeftWords | undefined {
	const left = judgement?.left;
	if (!judgement || !left) {
		return undefined;
	}
	const words = { ...left, text: rangeText(left.lowMs, left.highMs, format) };
	const { catchUp, phase, rises } = judgement;
	if (phase === 'catchingUp' && catchUp) {
		return {
			...words,
			label: l10n.t('Catching up'),
			basis: l10n.t(
				'offset {0}, falling by {1} a second over {2} samples',
				format.amount(catchUp.offset ?? 0),
				format.short(catchUp.fallsBy ?? 0),
				format.integer(catchUp.points),
			),
		};
	}
	return {
		...words,
		label: l10n.t('Full sync'),
		basis: l10n.t('from {0} steps of the percentage; the service gives whole per cents', format.integer(rises)),
	};
}
