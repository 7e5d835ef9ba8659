/** One task's run: takes readings, statuses and what the user says, live and from the disk alike, and notes what happens. */
import { type Judgement, RunJudge } from '../../migration/insight/judge';
import type { RunReader } from '../../migration/ports';
import type { Mark, RunRecord } from '../../migration/runRecord';
import type { Happening, HappeningKind, RunState } from '../../migration/runState';
import type { Sample } from '../../migration/sample';
import type { Statuses } from '../../migration/status';
import type { Task } from '../../migration/task';

/** Happenings that are kept; a run has some dozens. */
const MAX_HAPPENINGS = 500;
/** What comes and goes, as being in step does with each burst of writes, is told again only after so long, ms. */
const TOLD_AGAIN = 10 * 60_000;
/** Verdicts that are told of. */
const TOLD: ReadonlySet<string> = new Set(['readyToStopWrites', 'switchNow', 'fallingBehind']);

export class TaskRun {
	private judge = new RunJudge();
	private judgement: Judgement | undefined;
	private readonly happened: Happening[] = [];
	private writersStoppedAt: number | undefined;
	private sampledAt: number | undefined;
	private status: string | undefined;
	/** Whether the task's log holds an error of the last ten minutes; undefined where nobody looked. */
	logErrors: boolean | undefined;
	/** What was told since somebody asked last. */
	private news: Happening[] = [];

	constructor(
		/** Undefined for services whose numbers cannot be judged. */
		private readonly reader: RunReader | undefined,
		private readonly statuses: Statuses,
	) {}

	get state(): RunState {
		const { judgement, happened, writersStoppedAt, sampledAt } = this;
		return { judgement, happenings: [...happened], writersStoppedAt, sampledAt };
	}

	/** What happened since this was asked last. */
	takeNews(): readonly Happening[] {
		const { news } = this;
		this.news = [];
		return news;
	}

	/** Takes what was kept of the past, oldest first. Only the last reading is judged; `pause` lets others have their turn. */
	async replay(records: readonly RunRecord[], task: Task, pause: () => Promise<void>): Promise<void> {
		for (const [index, record] of records.entries()) {
			switch (record.kind) {
				case 'sample':
					this.take(task, record.sample, this.status ?? task.status, false);
					break;
				case 'status':
					this.statusSeen(record.status, record.at);
					break;
				case 'mark':
					this.mark(record.mark, record.at);
					break;
				case 'log':
					break;
			}
			if (index % 500 === 499) {
				await pause();
			}
		}
		this.judgeNow();
		this.news = [];
	}

	/** Takes a reading of now. Tells whether the status is another one than before. */
	sampled(task: Task, sample: Sample): boolean {
		const isNew = this.statusSeen(task.status, sample.at);
		this.take(task, sample, task.status, true);
		this.judgeNow();
		return isNew;
	}

	/** The status as it is now. Tells whether it is another one than before. */
	statusSeen(status: string, at: number): boolean {
		if (status === this.status) {
			return false;
		}
		const before = this.status === undefined ? undefined : this.statuses.row(this.status);
		const now = this.statuses.row(status);
		this.status = status;
		const waits = (stage: string | undefined): boolean => stage === 'creating' || stage === 'unconfigured';
		const runs = now.stage === 'full' || now.stage === 'running' || now.stage === 'incremental';
		if (runs && (waits(before?.stage) || before?.stage === 'over')) {
			// What was read of an earlier run says nothing of this one.
			this.judge = new RunJudge();
			this.writersStoppedAt = undefined;
			this.note('fullSyncBegan', at);
		}
		if (now.stage === 'incremental' && before !== undefined && before.stage !== 'incremental') {
			this.note('following', at);
		}
		if (now.stage === 'over' && before !== undefined && before.stage !== 'over') {
			const ends: Readonly<Record<string, HappeningKind>> = {
				failed: 'failed',
				stopped: 'stopped',
				succeeded: 'succeeded',
			};
			const kind = ends[now.group];
			if (kind) {
				this.note(kind, at);
			}
		}
		return true;
	}

	/** The task ended or changed without any reading: it is judged by its status alone. */
	statusAlone(task: Task, at: number): void {
		this.take(task, { at, values: {}, migrating: undefined }, task.status, true);
		this.judgeNow();
	}

	/** What the user said. */
	mark(mark: Mark, at: number): void {
		switch (mark) {
			case 'writersStopped':
				this.writersStoppedAt ??= at;
				break;
			case 'writersResumed':
				this.writersStoppedAt = undefined;
				break;
			case 'configured':
				break;
		}
		this.note(mark, at);
	}

	private take(task: Task, sample: Sample, status: string, ofNow: boolean): void {
		this.sampledAt = Math.max(sample.at, this.sampledAt ?? 0);
		const { reader } = this;
		if (!reader) {
			return;
		}
		const writesStopped = this.writersStoppedAt !== undefined && sample.at >= this.writersStoppedAt;
		const read = reader.read(task, sample, { status, writesStopped, ofNow });
		for (const event of this.judge.take(ofNow && this.logErrors ? { ...read, trouble: true } : read)) {
			const again = event === 'fullSyncRestarted' ? 2 + this.count('fullSyncRestarted') : undefined;
			this.note(event, sample.at, again);
		}
	}

	private count(kind: HappeningKind): number {
		return this.happened.filter((one) => one.kind === kind).length;
	}

	private judgeNow(): void {
		if (!this.reader || this.sampledAt === undefined) {
			return;
		}
		const before = this.judgement;
		this.judgement = this.judge.judge();
		const { phase, verdict } = this.judgement;
		if (phase === 'inStep' && before?.phase !== 'inStep') {
			this.noteSeldom('inStep');
		}
		if (TOLD.has(verdict) && verdict !== before?.verdict) {
			this.noteSeldom(verdict as HappeningKind);
		}
	}

	private noteSeldom(kind: HappeningKind): void {
		const at = this.sampledAt ?? 0;
		const last = this.happened.findLast((one) => one.kind === kind);
		// After these it is another story.
		const since = this.happened.findLast(
			({ kind: other }) => other === 'fullSyncRestarted' || (kind === 'switchNow' && other === 'writersStopped'),
		);
		if (last === undefined || at - last.at >= TOLD_AGAIN || (since !== undefined && since.at > last.at)) {
			this.note(kind, at);
		}
	}

	private note(kind: HappeningKind, at: number, count?: number): void {
		const happening = count === undefined ? { at, kind } : { at, kind, count };
		this.happened.push(happening);
		this.news.push(happening);
		if (this.happened.length > MAX_HAPPENINGS) {
			this.happened.splice(0, MAX_HAPPENINGS / 10);
		}
	}
}
