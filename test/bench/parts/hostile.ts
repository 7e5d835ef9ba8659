/** Answers that nobody should send: how long they hold the extension host. */
import { HOSTILE_ANSWERS } from '../hostileAnswers';
import { type Figures, startHostileServer } from '../processes';
import { type Section, spread } from '../report';
import { runFresh } from './rounds';

const GOAL = '≤ 100';

export async function hostile(runs = 3): Promise<Section> {
	const rows: string[][] = [];
	for (const [name, { words, tasks }] of Object.entries(HOSTILE_ANSWERS)) {
		const found = await measure(name, tasks, runs);
		const figure = (of: string): string => spread(found.map((figures) => figures[of] ?? Number.NaN));
		rows.push([words, figure('work'), GOAL, figure('held'), figure('ms'), figure('page'), GOAL, figure('tasks')]);
	}
	return {
		title: 'Answers that nobody should send',
		meaning:
			'A broken or hostile service must not stop the editor: while the extension computes, no other one answers. What stands here is the longest ' +
			'time that everything else waits.',
		how:
			`A server on loopback gives the same answer for both services; each run has a fresh Node process, ${runs} runs each. The stretch is the longest time ` +
			'between two beats of a timer of 1 ms in that process, tree on show, from the start of the refresh to 0.4 s after its end, with pauses for garbage. ' +
			'The goal is judged by processor time (all threads of the process, at most what the clock says): what else the machine does is not in it. ' +
			'The page is the longest of the first forty tasks’ snapshots, from the task to what is sent to its page.',
		tables: [
			{
				title: `Longest stretch without a pause, ${runs} runs each, median (least–most)`,
				head: [
					'',
					'longest stretch, CPU ms',
					'goal',
					'by the clock, ms',
					'whole refresh, ms',
					'slowest page, CPU ms',
					'goal',
					'tasks',
				],
				rows,
			},
		],
	};
}

async function measure(name: string, tasks: number, runs: number): Promise<readonly Figures[]> {
	const server = await startHostileServer(name);
	const found: Figures[] = [];
	try {
		const options = { endpoint: server.endpoint, tasks };
		// Answers that were never asked for are still to be made.
		await runFresh('hostile', options);
		for (let run = 0; run < runs; run++) {
			found.push(await runFresh('hostile', options));
		}
		return found;
	} finally {
		server.stop();
	}
}
