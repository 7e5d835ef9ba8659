/**
 * What a run's readings support, one after the other: its phase, the time left to that phase's goal, whether one may switch and why not, and what
 * happened. Pure: the same readings always come to the same, in a panel, in a message, and when they are judged again years later.
 */
import { type CatchUp, catchUpOf } from './catchUp';
import { FullSyncPace, type TimeLeft } from './fullSync';
import { type GateReason, gateA, gateB } from './gates';
import { LAG_WINDOW, lagStays, Shrinking } from './lag';
import { Movement, type RunEvent } from './movement';
import { RunHistory, type RunPoint, type RunSample } from './run';

export type RunPhase =
	| 'pending'
	| 'snapshot'
	| 'copying'
	| 'loading'
	| 'catchingUp'
	| 'inStep'
	| 'done'
	| 'stopped'
	| 'failed'
	| 'unknown';

export type Verdict =
	| 'notApplicable'
	| 'notYet'
	| 'fallingBehind'
	| 'stalled'
	| 'readyToStopWrites'
	| 'switchNow'
	| 'unknown';

export interface Judgement {
	readonly phase: RunPhase;
	/** To the end of the full sync, or until the offset is at its floor; undefined where nothing honest can be said. */
	readonly left: TimeLeft | undefined;
	readonly verdict: Verdict;
	/** Each condition of the gate that is next, and of the one before it. */
	readonly reasons: readonly GateReason[];
	/** What happened with this reading. */
	readonly events: readonly RunEvent[];
	/** For how long nothing has moved, ms; 0 while it moves. */
	readonly stalledFor: number;
	/** How often the full sync began anew. */
	readonly restarts: number;
	/** How it catches up, while changes are followed. */
	readonly catchUp: CatchUp | undefined;
	/** Rises of the percentage that the time left of a full sync rests on. */
	readonly rises: number;
	/** Usual distance of readings, ms; 0 before the second. */
	readonly interval: number;
	/** The percentage of the full sync, where the newest reading gives one. */
	readonly progress: number | null;
	/** Whether the service says that it migrates. */
	readonly migrating: boolean | undefined;
	/** Usual time between movements of this run, ms; undefined before there are three. */
	readonly usualPause: number | undefined;
}

/** Share of the highest offset of this catching up from which on it may be called a lag. */
const HIGH = 0.05;

/** Share of the highest offset of this catching up, and heartbeats on top of it, that are nothing to wait for. */
const AT_REST = 0.01;
const HEARTBEATS = 100;

/** So many readings without statistics in a row, and what was known is old. */
const BLIND = 3;

function isActive({ stage }: RunSample): boolean {
	return stage === 'running' || stage === 'full' || stage === 'incremental' || stage === 'syncing';
}

function isBlind({ progress, offset, sourceKeys, targetKeys, ops }: RunSample): boolean {
	return [progress, offset, sourceKeys, targetKeys, ops].every((value) => value === null);
}

export class RunJudge {
	private readonly history = new RunHistory();
	private readonly pace = new FullSyncPace();
	private readonly movement = new Movement();
	private restarts = 0;
	private restartedAt: number | undefined;
	/** Since when changes are followed, on the clock of the points. */
	private followingSince: number | undefined;
	private peak = 0;
	private shrinking = new Shrinking();
	private writersStoppedAt: number | undefined;
	private following = false;
	/** Readings in a row that had no statistics, and the last of them. */
	private blind = 0;
	private unseen: RunSample | undefined;

	/** Takes the next reading and judges. One without any statistics changes nothing that is known of the run, but nobody may switch by it. */
	add(sample: RunSample): Judgement {
		const events = this.take(sample);
		return { ...this.judge(), events };
	}

	/** Takes the next reading without a verdict, which costs most: for readings of the past, of which only the last is to be judged. */
	take(sample: RunSample): readonly RunEvent[] {
		if (isActive(sample) && isBlind(sample)) {
			this.blind++;
			this.unseen = sample;
			return [];
		}
		this.blind = 0;
		const point = this.history.add(sample);
		const still = this.movement.still + this.stepOf(point);
		const events = this.movement.add(point, this.history.usual, this.pace.rhythm, this.peak * AT_REST + HEARTBEATS);
		if (events.includes('fullSyncRestarted')) {
			this.restarts++;
			this.restartedAt = point.t;
			this.pace.restart();
			this.followingSince = undefined;
			this.peak = 0;
			this.shrinking = new Shrinking();
		}
		if (events.includes('resumed')) {
			this.pace.stalled(still);
		}
		this.pace.add(point);
		this.noteWriters(point);
		this.following = this.follows(point);
		if (this.following) {
			this.followingSince ??= point.t;
			this.peak = Math.max(this.peak, point.offset ?? 0);
			if (point.offset !== null) {
				this.shrinking.add(point.offset);
			}
		}
		return events;
	}

	/** What the readings taken so far support. Nothing that happened is among it: that is what {@link take} tells. */
	judge(): Judgement {
		const point = this.history.newest;
		return this.blind > 0 || point === undefined ? this.blindly() : this.judgePoint(point);
	}

	private blindly(): Judgement {
		const last = this.history.newest;
		const old = this.blind > BLIND || last === undefined;
		const verdict = this.unseen?.thenChanges === false ? 'notApplicable' : old ? 'unknown' : 'notYet';
		return {
			phase: old ? 'unknown' : this.judgePoint(last).phase,
			left: undefined,
			verdict,
			reasons: [{ id: 'fresh', ok: false, values: { age: null } }],
			events: [],
			stalledFor: 0,
			restarts: this.restarts,
			catchUp: undefined,
			...this.basics(),
		};
	}

	private basics(): Pick<Judgement, 'rises' | 'interval' | 'progress' | 'migrating' | 'usualPause'> {
		return {
			rises: this.pace.count,
			interval: this.history.usual,
			progress: this.history.points.at(-1)?.progress ?? null,
			migrating: this.history.points.at(-1)?.migrating,
			usualPause: this.movement.usualPause,
		};
	}

	private judgePoint(point: RunPoint): Judgement {
		const stalled = this.movement.stalledAt !== undefined;
		const catchUp = this.following ? catchUpOf(this.sinceFollowing(), this.peak) : undefined;
		const phase = this.phaseOf(point, catchUp);
		const { verdict, reasons } = this.verdictOf(point, phase, catchUp, stalled);
		return {
			phase,
			left: stalled ? undefined : this.leftOf(point, phase, catchUp),
			verdict,
			reasons,
			events: [],
			stalledFor: stalled ? this.movement.still : 0,
			restarts: this.restarts,
			catchUp,
			...this.basics(),
		};
	}

	private stepOf(point: RunPoint): number {
		const before = this.history.points.at(-2);
		return before === undefined ? 0 : point.t - before.t;
	}

	private noteWriters({ writesStopped, t }: RunPoint): void {
		this.writersStoppedAt = writesStopped ? (this.writersStoppedAt ?? t) : undefined;
	}

	/** By the status, or, where that says only that it runs, by an offset that moved since all is copied. */
	private follows({ stage, progress, thenChanges, offset }: RunPoint): boolean {
		if (stage === 'incremental') {
			// A status may lag behind a full sync that has begun again.
			return this.followingSince !== undefined || this.restarts === 0 || progress === 100;
		}
		if (stage !== 'running' || progress !== 100 || thenChanges !== true) {
			return false;
		}
		return this.followingSince !== undefined || (offset !== null && offset !== 0);
	}

	private sinceFollowing(): readonly RunPoint[] {
		const from = this.followingSince ?? 0;
		return this.history.recent(LAG_WINDOW, 40).filter(({ t }) => t >= from);
	}

	private phaseOf({ stage, end, progress, thenChanges }: RunPoint, catchUp: CatchUp | undefined): RunPhase {
		switch (stage) {
			case 'over':
				return end === 'failed' ? 'failed' : end === 'stopped' ? 'stopped' : end === 'succeeded' ? 'done' : 'unknown';
			case 'stopping':
				return 'stopped';
			case 'creating':
			case 'unconfigured':
			case 'ready':
				return 'pending';
			case 'unknown':
				return 'unknown';
			default:
		}
		if (catchUp) {
			return catchUp.course === 'floor' ? 'inStep' : 'catchingUp';
		}
		if (progress === null || progress < 0 || progress > 100) {
			return stage === 'full' && this.pace.count > 0 ? 'copying' : 'unknown';
		}
		if (progress === 0) {
			return 'snapshot';
		}
		return progress < 100 ? 'copying' : thenChanges === undefined && stage === 'running' ? 'unknown' : 'loading';
	}

	private leftOf({ t, progress }: RunPoint, phase: RunPhase, catchUp: CatchUp | undefined): TimeLeft | undefined {
		if (phase === 'catchingUp') {
			return catchUp?.left;
		}
		return (phase === 'copying' || phase === 'loading') && progress !== null ? this.pace.left(t) : undefined;
	}

	private verdictOf(
		point: RunPoint,
		phase: RunPhase,
		catchUp: CatchUp | undefined,
		stalled: boolean,
	): { readonly verdict: Verdict; readonly reasons: readonly GateReason[] } {
		if (point.thenChanges === false || phase === 'done' || phase === 'stopped' || phase === 'failed') {
			return { verdict: 'notApplicable', reasons: [] };
		}
		if (phase === 'unknown') {
			return { verdict: 'unknown', reasons: [] };
		}
		if (!catchUp) {
			const ok = point.progress === 100;
			const reasons: GateReason[] = [
				{ id: 'following', ok: false, values: {} },
				{ id: 'fullSync', ok, values: { progress: point.progress } },
			];
			return { verdict: stalled ? 'stalled' : 'notYet', reasons };
		}
		const input = {
			points: this.sinceFollowing(),
			last: point,
			catchUp,
			following: true,
			restartedAt: this.restartedAt,
			unbroken: this.history.unbroken,
			usualOps: this.movement.usualOps,
			writersStoppedAt: this.writersStoppedAt,
		};
		const first = gateA(input);
		const ready = first.every(({ ok }) => ok);
		if (stalled) {
			return { verdict: 'stalled', reasons: first };
		}
		if (ready && this.writersStoppedAt !== undefined) {
			const second = gateB(input);
			const verdict = second.every(({ ok }) => ok) ? 'switchNow' : 'readyToStopWrites';
			return { verdict, reasons: [...first, ...second] };
		}
		if (ready) {
			return { verdict: 'readyToStopWrites', reasons: first };
		}
		const high = (catchUp.offset ?? 0) > this.peak * HIGH && catchUp.course !== 'floor' && catchUp.course !== 'falling';
		const behind = high && lagStays(input.points, this.shrinking.seen);
		return { verdict: behind ? 'fallingBehind' : 'notYet', reasons: first };
	}
}
