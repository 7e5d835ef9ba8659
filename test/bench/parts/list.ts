/** Reading 10,000 tasks, beside the least that can be done and beside the official SDK. */
import { type Asked, startServer } from '../processes';
import { type Section, spread, type Table, times } from '../report';
import { roundsOf, runFresh, valuesOf } from './rounds';

const TASKS = 10_000;
const WARM_UP = 5;
/** Each with its goal against the floor, and against the SDK where there is a network between: without one the floor itself is not twice as fast. */
const ROWS: readonly (readonly [rival: string, words: string, floor: string, sdk: string])[] = [
	['floor', 'Floor: same pages, bare Node', '', ''],
	['sdk', 'Loop over the official SDK', '', ''],
	['list', 'Our list', '≤ 1.30', '≤ 0.50'],
	['firstRefresh', 'First refresh', '≤ 1.60', ''],
	['unchangedRefresh', 'Refresh, nothing changed', '≤ 1.20', ''],
];

export async function list(runs = 15): Promise<Section> {
	const asked = await pagesOfOurs();
	return {
		title: `Reading ${TASKS.toLocaleString('en')} tasks`,
		meaning:
			'The floor is what no program can beat that asks for the same pages: fetch, parse, forget. What ours takes beyond it is the price of the ' +
			'signature, of checking that no task slipped between two pages, and of turning rows into tasks. The first refresh also looks closer at the ten ' +
			'newest running tasks, which takes more requests after the list. A user waits for the first refresh once and for the others never: ' +
			'they happen by themselves, and cost only processor time.',
		how:
			`One server process on the same machine with ${TASKS.toLocaleString('en')} DCS tasks (25 fields each, newest first), whose pages are made before ` +
			`they are asked for and which answers each request after the latency given. Our list chose ${asked.paths.length} pages, at most ${asked.atOnce} at ` +
			'the same time; the floor asks for the very same ones, the first alone and the others as many at a time, with `node:http` (connections kept) and ' +
			'`JSON.parse`. The SDK loop is the HTTP client, signer and request builder of `@huaweicloud/huaweicloud-sdk-core`, page after page of 1,000. ' +
			`Every rival has a warm Node process of its own, bundled as the extension is. They take turns, ${runs} rounds after ${WARM_UP} that do not count; ` +
			'garbage of earlier runs is collected before each clock starts.',
		tables: [await table(20, asked, runs), await table(0, asked, runs)],
	};
}

/** Which pages our list asks for, learnt by watching it. */
async function pagesOfOurs(): Promise<Asked> {
	const server = await startServer({ dcs: TASKS, sms: 0, latency: 20 });
	try {
		await runFresh('list', { endpoint: server.endpoint, tasks: TASKS });
		return await server.asked();
	} finally {
		server.stop();
	}
}

async function table(latency: number, asked: Asked, runs: number): Promise<Table> {
	const server = await startServer({ dcs: TASKS, sms: 0, latency });
	try {
		const rivals = ROWS.map(([rival]) => rival);
		const found = await roundsOf(rivals, { endpoint: server.endpoint, tasks: TASKS, asked }, runs, WARM_UP);
		const ms = (rival: string): number[] => valuesOf(found, rival, 'ms');
		return {
			title: `${latency} ms latency, ${runs} runs each, median (least–most)`,
			head: ['', 'ms', '× floor', 'goal', '× SDK', 'goal'],
			rows: ROWS.map(([rival, words, floor, sdk]) => [
				words,
				spread(ms(rival)),
				times(ms(rival), ms('floor')),
				floor,
				times(ms(rival), ms('sdk')),
				latency > 0 ? sdk : '',
			]),
		};
	} finally {
		server.stop();
	}
}
