/** A very large account: memory, and how long the extension host is held. */
import { startServer } from '../processes';
import { type Section, spread, times } from '../report';
import { type Runs, runFresh, valuesOf } from './rounds';

const DCS = 50_000;
const SMS = 10_000;
const LATENCY = 20;
const MB = 1024 * 1024;
const MEMORY_GOAL = '≤ 2.00 ×';

export async function large(runs = 5): Promise<Section> {
	const found = await measure(runs);
	const mb = (rival: string, figure: string): number[] => valuesOf(found, rival, figure).map((bytes) => bytes / MB);
	const memory = (words: string, rival: string, figure: string, of: string, goal: string): string[] => [
		words,
		spread(mb(rival, figure)),
		times(mb(rival, figure), mb(of, 'peak')),
		goal,
	];
	const held = (words: string, which: 'first' | 'again'): string[] => [
		words,
		spread(valuesOf(found, 'load', `${which}Held`)),
		'≤ 50',
		spread(valuesOf(found, 'load', `${which}Ms`)),
	];
	return {
		title: `A large account: ${DCS.toLocaleString('en')} DCS and ${SMS.toLocaleString('en')} SMS tasks`,
		meaning:
			'All extensions share one process. What one of them holds in memory is taken from all, and while one computes, no other answers: ' +
			'completion, hovers and commands stand still for the longest stretch that is given here.',
		how:
			`Each run has a fresh Node process, so that everything is as cold as after a start; latency ${LATENCY} ms, ${runs} runs each, in turns. Memory is ` +
			'used heap and external buffers beyond what was there before. “Live” collects garbage before each reading: at each answer, at each change ' +
			'of the tasks and every 250 ms; the highest reading counts, so it is what is really held, but for what comes and goes between two readings. “As it comes” reads every millisecond, at each answer and at ' +
			'each change without collecting, and so includes garbage that nobody has swept up yet; between two readings it may have been higher. The parsed JSON is all ' +
			'pages, each once, parsed and kept, read in the same two ways. The stretch is the longest time between two beats of a timer of 1 ms in the same ' +
			'process, tree on show, from the start of the refresh to 0.4 s after its end; pauses for garbage are part of it.',
		tables: [
			{
				title: `Highest memory, ${runs} runs each, median (least–most)`,
				head: ['', 'MB', '× parsed JSON', 'goal'],
				rows: [
					memory('Parsed JSON, live', 'parsedLive', 'peak', 'parsedLive', ''),
					memory('First load, live', 'loadLive', 'firstPeak', 'parsedLive', MEMORY_GOAL),
					memory('Refresh, nothing changed, live', 'loadLive', 'againPeak', 'parsedLive', MEMORY_GOAL),
					memory('Parsed JSON, as it comes', 'parsed', 'peak', 'parsed', ''),
					memory('First load, as it comes', 'load', 'firstPeak', 'parsed', MEMORY_GOAL),
					memory('Refresh, nothing changed, as it comes', 'load', 'againPeak', 'parsed', MEMORY_GOAL),
				],
			},
			{
				title: `Longest stretch without a pause, ${runs} runs each, median (least–most)`,
				head: ['', 'longest stretch, ms', 'goal', 'whole refresh, ms'],
				rows: [held('First load', 'first'), held('Refresh, nothing changed', 'again')],
			},
		],
	};
}

async function measure(runs: number): Promise<Runs> {
	const server = await startServer({ dcs: DCS, sms: SMS, latency: LATENCY });
	const options = { endpoint: server.endpoint, tasks: DCS + SMS };
	const found = { parsed: [], load: [], parsedLive: [], loadLive: [] } as Record<string, Runs[string][number][]>;
	try {
		// Pages that were never asked for are still to be made.
		await runFresh('parsed', options);
		await runFresh('load', options);
		for (let run = 0; run < runs; run++) {
			for (const rival of ['parsed', 'load']) {
				found[rival]?.push(await runFresh(rival, options));
				found[`${rival}Live`]?.push(await runFresh(rival, { ...options, collect: true }));
			}
		}
		return found;
	} finally {
		server.stop();
	}
}
