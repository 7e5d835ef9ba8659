/** When there is something to see. */
import { startServer } from '../processes';
import { type Section, spread, times } from '../report';
import { roundsOf, valuesOf } from './rounds';

const TASKS = 10_000;
const LATENCY = 20;
const WARM_UP = 3;

export async function firstRows(runs = 15): Promise<Section> {
	const server = await startServer({ dcs: TASKS, sms: 0, latency: LATENCY });
	try {
		const found = await roundsOf(['firstRows'], { endpoint: server.endpoint, tasks: TASKS }, runs, WARM_UP);
		const ms = (figure: string): number[] => valuesOf(found, 'firstRows', figure);
		return {
			title: `First rows of ${TASKS.toLocaleString('en')} tasks`,
			meaning: 'How long a user looks at an empty tree, beside how long it takes until every task is known.',
			how:
				`The same server, ${LATENCY} ms latency. A new store and tree each time; the clock runs from the start of the refresh. The first rows are there at ` +
				'the tree’s first `onDidChangeTreeData` after which it has tasks; the whole list when the store knows every task; the refresh ends with the closer ' +
				`look at running tasks. One warm process, ${runs} runs after ${WARM_UP} that do not count.`,
			tables: [
				{
					title: `From the start of the refresh, ${runs} runs, median (least–most)`,
					head: ['', 'ms', '× whole list'],
					rows: [
						['First rows known to the tree', spread(ms('first')), times(ms('first'), ms('whole'))],
						['Whole list in the store', spread(ms('whole')), times(ms('whole'), ms('whole'))],
						['End of the refresh', spread(ms('done')), times(ms('done'), ms('whole'))],
					],
				},
			],
		};
	} finally {
		server.stop();
	}
}
