/** What the charts of a whole run cost, a line a length: `npx tsx test/pages/chartsBench.ts`, with CHROMIUM set to a browser. */
import { Pages } from './harness';
import { longRun, MARKS, pageOf } from './longRun';

const ROUNDS = 15;

async function main(): Promise<void> {
	const pages = await Pages.start();
	for (const [what, count] of [
		['30 min', 360],
		['24 h', 17_280],
		['55 h', 40_000],
	] as const) {
		const samples = longRun(count);
		const host: number[] = [];
		const page: number[] = [];
		const view = await pages.open('details', { now: samples.at(-1)?.at ?? 0 });
		let bytes = 0;
		for (let round = 0; round < ROUNDS; round++) {
			// One sample fewer each round: nothing can be taken over from the round before.
			const shown = samples.slice(0, samples.length - ROUNDS + round + 1);
			const begin = performance.now();
			const snapshot = pageOf(shown, { range: { last: 'all' }, marks: MARKS });
			host.push(performance.now() - begin);
			bytes = Buffer.byteLength(JSON.stringify(snapshot));
			page.push(
				await view.page.evaluate(
					async (data) => {
						const start = performance.now();
						window.dispatchEvent(new MessageEvent('message', { data }));
						// uPlot draws in a microtask.
						await Promise.resolve();
						return performance.now() - start;
					},
					{ type: 'snapshot', snapshot },
				),
			);
		}
		console.log(
			`${what}: host ${middle(host)} ms, ${Math.round(bytes / 1024)} KB, page ${middle(page)} ms (medians of ${ROUNDS})`,
		);
	}
	await pages.stop();
}

function middle(values: readonly number[]): string {
	return ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(1);
}

void main();
