/** How well the judge does on simulated runs, beside what a person does by hand. */
import { RunJudge, type Verdict } from '../../src/migration/insight/judge';
import { type SimulatedRun, simulate } from './simulate';

export interface Band {
	readonly name: string;
	readonly from: number;
	readonly to: number;
}
export const BANDS: readonly Band[] = [
	{ name: '10–20 %', from: 10, to: 20 },
	{ name: '40–60 %', from: 40, to: 60 },
	{ name: '80–90 %', from: 80, to: 90 },
];

export interface Errors {
	ours: number[];
	byHand: number[];
	inside: number;
	width: number[];
	asked: number;
	answered: number;
}
/** How long after it was so a thing was told: ms, or samples. Infinite where never. */
export interface Delays {
	/** Since the offset was down and no more keys were missing than is allowed. */
	ready: number[];
	/** Since nobody wrote any more, the word of which was given, and nothing was left. */
	switchNow: number[];
	switchSamples: number[];
	/** Since changes are followed, in runs that never converge. */
	behind: number[];
}
export interface Figures {
	bands: Record<string, Errors>;
	drain: Errors;
	switchNow: { told: number; wrong: number; withoutWord: number; safeRuns: number; found: number };
	stalls: { real: number; found: number; invented: number };
	restarts: { real: number; found: number; invented: number };
	never: {
		real: number;
		found: number;
		invented: number;
		others: number;
		invents: Record<string, number>;
		stayed: number;
	};
	delays: Delays;
}

const errors = (): Errors => ({ ours: [], byHand: [], inside: 0, width: [], asked: 0, answered: 0 });

export function measure(seeds: Iterable<number>): Figures {
	const figures: Figures = {
		bands: Object.fromEntries(BANDS.map(({ name }) => [name, errors()])),
		drain: errors(),
		switchNow: { told: 0, wrong: 0, withoutWord: 0, safeRuns: 0, found: 0 },
		stalls: { real: 0, found: 0, invented: 0 },
		restarts: { real: 0, found: 0, invented: 0 },
		never: { real: 0, found: 0, invented: 0, others: 0, invents: {}, stayed: 0 },
		delays: { ready: [], switchNow: [], switchSamples: [], behind: [] },
	};
	for (const seed of seeds) {
		measureRun(simulate(seed), figures);
	}
	return figures;
}

function measureRun(run: SimulatedRun, figures: Figures): void {
	const judge = new RunJudge();
	const first = run.samples[0]?.at ?? 0;
	let told = false;
	let wrong = false;
	let behind = false;
	const verdicts: Verdict[] = [];
	const restarts: number[] = [];
	const stalls: number[] = [];
	let invented = 0;
	for (const sample of run.samples) {
		const { left, verdict, events } = judge.add(sample);
		const { truth } = sample;
		verdicts.push(verdict);
		const band = BANDS.find(({ from, to }) => (sample.progress ?? 0) >= from && (sample.progress ?? 0) <= to);
		if (band && truth.fullLeft !== undefined && sample.stage !== 'incremental' && run.story !== 'clockSteps') {
			const byHand = ((sample.at - first) * (100 - (sample.progress ?? 0))) / (sample.progress ?? 1);
			note(figures.bands[band.name] ?? errors(), left, truth.fullLeft, byHand, truth.stalledFor > 60_000);
		}
		if (truth.drainLeft !== undefined && truth.drainLeft > 10_000 && run.story !== 'clockSteps') {
			note(figures.drain, left, truth.drainLeft, Number.NaN, false);
		}
		if (verdict === 'switchNow') {
			told = true;
			wrong ||= !truth.safe;
			figures.switchNow.withoutWord += sample.writesStopped ? 0 : 1;
		}
		behind ||= verdict === 'fallingBehind';
		for (const event of events) {
			(event === 'fullSyncRestarted' ? restarts : event === 'stalled' ? stalls : []).push(sample.at);
			invented += event === 'stalled' && truth.stalledFor < 50_000 ? 1 : 0;
		}
	}
	noteDelays(run, verdicts, figures.delays);
	const safe = run.samples.filter(({ truth, writesStopped }) => truth.safe && writesStopped).length >= 10;
	figures.switchNow.told += told ? 1 : 0;
	figures.switchNow.wrong += wrong ? 1 : 0;
	figures.switchNow.safeRuns += safe ? 1 : 0;
	figures.switchNow.found += safe && told ? 1 : 0;
	if (run.story !== 'clockSteps') {
		count(figures.restarts, run.restarts, restarts, (real, found) => found >= real && found - real < 1_200_000);
		figures.restarts.invented += Math.max(0, restarts.length - run.restarts.length);
		count(figures.stalls, run.stalls, stalls, ([from, to], found) => found >= from && found <= to + 120_000);
		figures.stalls.invented += invented;
	}
	const never = run.story === 'neverConverges';
	figures.never.real += never ? 1 : 0;
	figures.never.found += never && behind ? 1 : 0;
	figures.never.others += never ? 0 : 1;
	figures.never.invented += !never && behind ? 1 : 0;
	if (!never && behind) {
		figures.never.invents[run.story] = (figures.never.invents[run.story] ?? 0) + 1;
		figures.never.stayed += staysUp(run, verdicts.indexOf('fallingBehind')) ? 1 : 0;
	}
}

/** Whether the offset is never down to a twentieth again after a sample, for as long as the run goes on. */
function staysUp({ samples }: SimulatedRun, from: number): boolean {
	const then = samples[from]?.offset ?? 0;
	return samples.slice(from + 1).every(({ offset }) => (offset ?? then) >= then / 20);
}

function noteDelays(run: SimulatedRun, verdicts: readonly Verdict[], into: Delays): void {
	const { samples } = run;
	if (run.story === 'clockSteps' || run.story === 'evicts') {
		return;
	}
	const delay = (from: number, told: (verdict: Verdict) => boolean): readonly [number, number] => {
		const at = verdicts.findIndex((verdict, index) => index >= from && told(verdict));
		const ms = (samples[at]?.at ?? Number.POSITIVE_INFINITY) - (samples[from]?.at ?? 0);
		return [ms, at < 0 ? Number.POSITIVE_INFINITY : at - from];
	};
	if (run.story === 'neverConverges') {
		const from = samples.findIndex(({ stage }) => stage === 'incremental');
		into.behind.push(delay(from, (verdict) => verdict === 'fallingBehind')[0]);
		return;
	}
	const waited = samples.findLastIndex(({ truth }) => truth.drainLeft !== undefined);
	const down = samples.findIndex(
		({ sourceKeys, targetKeys }, index) =>
			waited >= 0 && index > waited && (sourceKeys ?? 0) - (targetKeys ?? 0) <= Math.max(1, (sourceKeys ?? 0) * 0.001),
	);
	if (down >= 0 && samples.length - down > 20) {
		into.ready.push(delay(down, (verdict) => verdict === 'readyToStopWrites' || verdict === 'switchNow')[0]);
	}
	const safe = samples.findIndex(({ truth, writesStopped }) => truth.safe && writesStopped);
	if (safe >= 0 && samples.length - safe > 10) {
		const [ms, count] = delay(safe, (verdict) => verdict === 'switchNow');
		into.switchNow.push(ms);
		into.switchSamples.push(count);
	}
}

function note(
	into: Errors,
	left: { readonly lowMs: number; readonly highMs: number } | undefined,
	truth: number,
	byHand: number,
	stalled: boolean,
): void {
	into.asked++;
	if (stalled) {
		return;
	}
	into.byHand.push(Math.abs(byHand - truth) / truth);
	if (!left) {
		return;
	}
	into.answered++;
	into.ours.push(Math.abs((left.lowMs + left.highMs) / 2 - truth) / truth);
	into.inside += left.lowMs <= truth && truth <= left.highMs ? 1 : 0;
	into.width.push((left.highMs - left.lowMs) / truth);
}

function count<T>(
	into: { real: number; found: number; invented: number },
	real: readonly T[],
	told: readonly number[],
	fits: (real: T, told: number) => boolean,
): void {
	into.real += real.length;
	into.found += real.filter((one) => told.some((at) => fits(one, at))).length;
}
