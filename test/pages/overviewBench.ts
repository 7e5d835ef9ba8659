/** What the overview's page costs with many rows, a line an act: `npx tsx test/pages/overviewBench.ts [rows]`, with CHROMIUM set to a browser. */
import type { OverviewRow, OverviewView } from '../../src/ui/overview/protocol';
import { Pages, type WebviewPage } from './harness';
import { fullView, overviewRow, SENT } from './overviewFixtures';

const ROUNDS = 7;

async function main(): Promise<void> {
	const count = Number(process.argv[2] ?? 2_000);
	const rows = Array.from({ length: count }, (_, index) => overviewRow(`shop-cache-${index}-production`));
	const pages = await Pages.start();
	const view = await pages.open('overview', { width: 1200, height: 900, now: SENT });
	await send(view, { ...fullView, rows });
	await report('a view in which nothing changed', () => send(view, changes([])));
	await report('one row changed', (round) => send(view, changes([older(rows[round], round)])));
	for (let more = Math.ceil(count / 200) - 1; more > 0; more--) {
		await view.page.locator('[data-action="more"]').click();
	}
	const drawn = await view.page.locator('tbody tr').count();
	console.log(`${drawn} rows drawn:`);
	await report('a view in which nothing changed', () => send(view, changes([])));
	await report('one row changed', (round) => send(view, changes([older(rows[round], round + 50)])));
	await report('every row changed', (round) => send(view, changes(rows.map((row) => older(row, round)))));
	await report('the next row reached by key', () => key(view, 'ArrowDown'));
	await pages.stop();
}

/** Prints the median of the rounds, with the layout that follows. */
async function report(what: string, act: (round: number) => Promise<number>): Promise<void> {
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		times.push(await act(round));
	}
	const [middle = 0] = times.sort((a, b) => a - b).slice(Math.floor(ROUNDS / 2));
	console.log(`${what}: ${middle.toFixed(1)} ms (median of ${ROUNDS})`);
}

function changes(rows: readonly OverviewRow[]): OverviewView {
	return { ...fullView, whole: false, rows };
}

function older(row: OverviewRow | undefined, by: number): OverviewRow {
	return { ...overviewRow(row?.name ?? ''), percent: by, sampledAt: SENT - by * 1_000 };
}

/** ms from a message of the host until the page is laid out. */
function send(view: WebviewPage, of: OverviewView): Promise<number> {
	return view.page.evaluate(
		(data) => {
			const start = performance.now();
			window.dispatchEvent(new MessageEvent('message', { data }));
			void document.body.offsetHeight;
			return performance.now() - start;
		},
		{ type: 'overview', view: of },
	);
}

/** ms from a key press in a row until the page is laid out. */
function key(view: WebviewPage, name: string): Promise<number> {
	return view.page.evaluate((pressed) => {
		const row = document.activeElement?.closest('tbody tr') ?? document.querySelector<HTMLElement>('tbody tr');
		(row as HTMLElement | null)?.focus();
		const start = performance.now();
		row?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
		void document.body.offsetHeight;
		return performance.now() - start;
	}, name);
}

void main();
