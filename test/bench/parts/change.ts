/** One task in a hundred changes. */
import { type Section, spread } from '../report';
import { type Runs, roundsOf, valuesOf } from './rounds';

const TASKS = 10_000;
const WARM_UP = 5;

export async function change(runs = 15): Promise<Section> {
	const rows: string[][] = [];
	for (const [words, moves] of [
		['New status, same group', false],
		['Moves to another group', true],
	] as const) {
		const found = await roundsOf(['change'], { endpoint: '', tasks: TASKS, moves }, runs, WARM_UP);
		rows.push([
			words,
			spread(valuesOf(found, 'change', 'ms'), 1),
			'≤ 5',
			spread(valuesOf(found, 'change', 'busy'), 1),
			spread(valuesOf(found, 'change', 'reading'), 1),
			nodesIn(found),
		]);
	}
	return {
		title: `1 % of ${TASKS.toLocaleString('en')} tasks change`,
		meaning:
			'How soon a change is on its way to the screen once the new list is there. The fewer rows VS Code is told of, the less it asks again, and ' +
			'the less a menu or button loses what it was pressed on.',
		how:
			'A store whose source answers at once with a list as the client hands it over (read out of JSON that shares no object with the one before; ' +
			'rows that say the same are then the same objects; what that takes stands in the last column), and the tree over it, its open groups asked ' +
			'for row by row as VS Code asks. 100 tasks all over the list change, nearly all of them in status. The clock runs from the start of the refresh (the list is in ' +
			'hand then) to the tree’s `onDidChangeTreeData`; “computing” is how much of that time the process worked and did not wait for its own timer. ' +
			`One warm process, ${runs} runs after ${WARM_UP} that do not count.`,
		tables: [
			{
				title: `From the new list to the tree’s event, ${runs} runs each, median (least–most)`,
				head: ['', 'ms', 'goal', 'of that computing, ms', 'reading the rows before, ms', 'rows named'],
				rows,
			},
		],
	};
}

function nodesIn(runs: Runs): string {
	const nodes = spread(valuesOf(runs, 'change', 'nodes'));
	const whole = valuesOf(runs, 'change', 'whole');
	const times = whole.filter((one) => one === 1).length;
	return times === 0 ? nodes : `whole tree in ${times} of ${whole.length}: ${nodes}`;
}
