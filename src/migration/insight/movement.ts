/** Whether a copy moves: stalled for longer than its own rhythm allows, going on again, begun anew. Pure. */
import { median } from '../../core/values';
import type { RunPoint } from './run';

export type RunEvent = 'fullSyncRestarted' | 'stalled' | 'resumed';

/** Nothing shorter than this is a stall, ms. */
const LEAST = 60_000;
/** Nor shorter than this where nobody has seen the copy move, so that its rhythm is not known, ms. */
const LEAST_UNSEEN = 120_000;
/** Nor is what lasts no longer than so many of the usual distances between movements. */
const RHYTHMS = 3;
/** A stall is seen in so many samples at least. */
const SEEN = 4;
/** Movements whose distances say what is usual. */
const REMEMBERED = 30;
/** Share of the usual operations a second up to which the target is idle. */
const IDLE = 0.02;
/** A percentage that falls by one may be rounding; it has to be there twice. */
const SURE_FALL = 2;

export class Movement {
	private before: RunPoint | undefined;
	private movedAt: number | undefined;
	private everMoved = false;
	/** ms between movements. */
	private readonly rhythm: number[] = [];
	/** Time without movement that was watched, ms: what nobody saw does not count. */
	private stillFor = 0;
	private stillSamples = 0;
	private stalledSince: number | undefined;
	private readonly ops: number[] = [];
	private highest: number | null = null;
	private lowSeen = 0;

	/** When nothing moved any more, on the clock of the points; undefined while it moves. */
	get stalledAt(): number | undefined {
		return this.stalledSince;
	}

	/** For how long nothing has moved, ms watched. */
	get still(): number {
		return this.stillFor;
	}

	/** Usual time between movements, ms; undefined before there are three. */
	get usualPause(): number | undefined {
		return this.rhythm.length < 3 ? undefined : median(this.rhythm);
	}

	/** Operations a second that were usual while it moved; undefined where none are known. */
	get usualOps(): number | undefined {
		return this.ops.length < 3 ? undefined : median(this.ops);
	}

	/**
	 * Takes a point; `usual` is how far apart points usually are, ms. `rhythm`: ms between rises of the percentage, where they are known. `atRest`: the
	 * offset up to which nothing waits that could be copied.
	 */
	add(point: RunPoint, usual: number, rhythm: number | undefined, atRest: number): readonly RunEvent[] {
		const events: RunEvent[] = [];
		const { before } = this;
		this.before = point;
		if (this.hasBegunAnew(point, before)) {
			events.push('fullSyncRestarted');
			this.forget();
			return events;
		}
		if (before === undefined) {
			return events;
		}
		const moved = this.moved(before, point);
		if (moved) {
			if (this.movedAt !== undefined && this.stalledSince === undefined) {
				this.rhythm.push(point.t - this.movedAt);
				if (this.rhythm.length > REMEMBERED) {
					this.rhythm.shift();
				}
			}
			this.movedAt = point.t;
			this.everMoved = true;
			this.stillFor = 0;
			this.stillSamples = 0;
			if (point.ops !== null && point.ops > 0) {
				this.ops.push(point.ops);
				if (this.ops.length > REMEMBERED) {
					this.ops.shift();
				}
			}
			if (this.stalledSince !== undefined) {
				this.stalledSince = undefined;
				events.push('resumed');
			}
			return events;
		}
		const step = point.t - before.t;
		this.stillFor += Math.min(step, 3 * usual);
		this.stillSamples++;
		const own = this.rhythm.length < 3 ? 0 : median(this.rhythm);
		const blind = point.targetKeys === null && point.ops === null ? (rhythm ?? Number.POSITIVE_INFINITY) : 0;
		const limit = Math.max(this.everMoved ? LEAST : LEAST_UNSEEN, RHYTHMS * own, RHYTHMS * blind);
		if (
			(this.everMoved || hasBegun(point)) &&
			this.stalledSince === undefined &&
			canStall(point, atRest) &&
			this.stillFor > limit &&
			this.stillSamples >= SEEN
		) {
			this.stalledSince = this.movedAt ?? point.t - this.stillFor;
			events.push('stalled');
		}
		return events;
	}

	private moved(before: RunPoint, point: RunPoint): boolean {
		if (point.progress !== null && before.progress !== null && point.progress > before.progress) {
			return true;
		}
		if (point.targetKeys !== null && before.targetKeys !== null && point.targetKeys !== before.targetKeys) {
			return true;
		}
		const usual = this.usualOps;
		if (point.ops !== null && point.ops > (usual === undefined ? 1 : Math.max(1, usual * IDLE))) {
			return true;
		}
		if (point.inputKbps !== null && point.inputKbps > 1) {
			return true;
		}
		return (
			point.stage === 'incremental' && point.offset !== null && before.offset !== null && point.offset < before.offset
		);
	}

	private hasBegunAnew(point: RunPoint, before: RunPoint | undefined): boolean {
		const { progress, stage } = point;
		if (progress === null) {
			return false;
		}
		if (this.highest === null || progress >= this.highest) {
			this.highest = progress;
			this.lowSeen = 0;
			return before?.stage === 'incremental' && stage === 'full' && progress < 100;
		}
		this.lowSeen++;
		const keysFell =
			point.targetKeys !== null && before?.targetKeys != null && point.targetKeys < before.targetKeys * 0.8;
		if (this.highest - progress >= SURE_FALL) {
			return this.lowSeen >= 2 || keysFell || progress <= 1;
		}
		// Whoever says that changes are followed may round 99.6 this way now and that way then.
		return this.lowSeen >= 3 && stage !== 'incremental';
	}

	private forget(): void {
		const { before } = this;
		this.highest = before?.progress ?? null;
		this.lowSeen = 0;
		this.rhythm.length = 0;
		this.stillFor = 0;
		this.stillSamples = 0;
		this.stalledSince = undefined;
		this.movedAt = undefined;
		this.everMoved = (before?.progress ?? 0) > 0;
	}
}

/** A full sync in its midst has moved, also where the first look at it finds it standing still. */
function hasBegun({ stage, progress }: RunPoint): boolean {
	return stage === 'full' && progress !== null && progress > 0 && progress < 100;
}

/** The source writes its snapshot in silence, and who is in step with a source that nobody writes to rests. */
function canStall({ stage, progress, offset }: RunPoint, atRest: number): boolean {
	if (stage === 'over' || stage === 'unknown' || stage === 'creating' || stage === 'unconfigured') {
		return false;
	}
	// At 100 %, a status that says only that it runs does not say whether it loads, or follows and rests.
	if (stage === 'incremental' || (stage === 'running' && progress === 100)) {
		return offset !== null && offset > atRest;
	}
	return progress !== null && progress > 0;
}
