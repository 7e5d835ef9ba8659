/**
 * Judges recorded samples again, by the very code that the panel shows: a line of JSON in, a line of JSON out. The format stands in docs/insight.md.
 */
import { isRecord, readNumber } from '../core/values';
import { Format } from '../migration/format';
import { type Judgement, RunJudge } from '../migration/insight/judge';
import { gateWords } from '../services/dcs/gateWords';
import { runSampleOf } from '../services/dcs/runSample';

/** Runs that are remembered at once; the one that was spoken of longest ago goes first. */
const MAX_RUNS = 500;

export class Replay {
	private readonly runs = new Map<string, RunJudge>();
	private readonly format = new Format('en');

	/** Answers a line. Never throws: what cannot be read is told in `error`, and changes nothing. */
	answer(line: string): string {
		let read: unknown;
		try {
			read = JSON.parse(line);
		} catch {
			return refusal(null, null, 'The line is no JSON.');
		}
		if (!isRecord(read)) {
			return refusal(null, null, 'The line is no JSON object.');
		}
		const at = readNumber(read.at);
		const run = typeof read.run === 'string' || typeof read.run === 'number' ? String(read.run) : undefined;
		if (run === undefined || at == null || !Number.isFinite(at)) {
			return refusal(read.run ?? null, read.at ?? null, 'A sample needs "run", and "at" in ms since 1970.');
		}
		const judgement = this.judge(run).add(
			runSampleOf({
				at,
				status: typeof read.status === 'string' ? read.status : '',
				method: read.method,
				stats: read.stats,
				writesStopped: read.writesStopped === true,
			}),
		);
		return JSON.stringify({ run: read.run, at: read.at, ...this.told(judgement) });
	}

	private told({ phase, left, verdict, reasons, events }: Judgement): Record<string, unknown> {
		return {
			phase,
			eta: left ? { lowMs: left.lowMs, highMs: left.highMs } : null,
			verdict,
			reasons: reasons.map((reason) => ({ id: reason.id, ok: reason.ok, text: gateWords(reason, this.format) })),
			events,
		};
	}

	private judge(run: string): RunJudge {
		const judge = this.runs.get(run) ?? new RunJudge();
		this.runs.delete(run);
		this.runs.set(run, judge);
		const [oldest] = this.runs.keys();
		if (this.runs.size > MAX_RUNS && oldest !== undefined) {
			this.runs.delete(oldest);
		}
		return judge;
	}
}

function refusal(run: unknown, at: unknown, error: string): string {
	return JSON.stringify({ run, at, phase: 'unknown', eta: null, verdict: 'unknown', reasons: [], events: [], error });
}
