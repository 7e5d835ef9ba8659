import assert from 'node:assert/strict';
import type { OverviewRow } from '../../../../src/ui/overview/protocol';
import { chosenRows, countsOf, heldOrder, nextSort, waitingRows } from '../../../../src/webview/overview/order';

const row = (name: string, more: Partial<OverviewRow> = {}): OverviewRow => ({
	key: name,
	name,
	service: 'DCS',
	state: 'active',
	tone: 'busy',
	phase: 'Full sync',
	percent: null,
	left: '',
	leftMs: null,
	verdict: { text: 'running', tone: 'busy' },
	connection: 'shop',
	sampledAt: null,
	context: '{}',
	...more,
});
const names = (rows: readonly OverviewRow[]): string[] => rows.map(({ name }) => name);

describe('the order of the overview', () => {
	it('begins with what needs somebody, then goes by state and name, with numbers as numbers', () => {
		const rows = [row('b10'), row('done', { state: 'succeeded' }), row('b9'), row('z', { why: 'stalled' })];
		assert.deepEqual(names(chosenRows(rows, { filter: '', states: [] }, 'en')), ['z', 'b9', 'b10', 'done']);
	});

	it('names what can still be lost before what has failed, and that before what only waits', () => {
		const rows = [
			row('new', { state: 'pending', why: 'waiting for configuration' }),
			row('lost', { state: 'failed', why: 'failed' }),
			row('late', { why: 'falling behind' }),
			row('fine'),
		];
		assert.deepEqual(names(waitingRows(rows)), ['late', 'lost', 'new']);
		assert.deepEqual(names(chosenRows(rows, { filter: '', states: [] }, 'en')), ['late', 'lost', 'new', 'fine']);
	});

	it('stays as it was while somebody points at a row: what is new stands behind it', () => {
		const rows = [row('new'), row('b'), row('a')];
		assert.deepEqual(names(heldOrder(rows, ['a', 'gone', 'b'])), ['a', 'b', 'new']);
	});

	it('puts what has no value last, whichever way it is sorted', () => {
		const rows = [row('a'), row('b', { percent: 5 }), row('c', { percent: 90 })];
		const by = (descending: boolean) =>
			names(chosenRows(rows, { filter: '', states: [], sort: { column: 'percent', descending } }, 'en'));
		assert.deepEqual(by(false), ['b', 'c', 'a']);
		assert.deepEqual(by(true), ['c', 'b', 'a']);
	});

	it('sorts a lag without a time behind every time left', () => {
		const rows = [
			row('lag', { left: 'offset 5' }),
			row('late', { left: '2 h', leftMs: 7e6 }),
			row('soon', { left: '1 min', leftMs: 6e4 }),
		];
		const sort = { column: 'left', descending: false } as const;
		assert.deepEqual(names(chosenRows(rows, { filter: '', states: [], sort }, 'en')), ['soon', 'late', 'lag']);
	});

	it('finds rows that hold all words, in name, phase, connection, service or verdict', () => {
		const rows = [row('cart', { connection: 'Frankfurt' }), row('cart-2', { connection: 'Paris' })];
		assert.deepEqual(names(chosenRows(rows, { filter: ' CART frank ', states: [] }, 'xx-not-a-locale-at-all')), [
			'cart',
		]);
	});

	it('finds a row by its id and by why it needs somebody', () => {
		const rows = [row('cart', { key: 'c/dcs/31c6fd2b-2893' }), row('shop', { why: 'ready to stop writes' })];
		const found = (filter: string) => names(chosenRows(rows, { filter, states: [] }, 'en'));
		assert.deepEqual(found('31c6fd2b'), ['cart']);
		assert.deepEqual(found('ready writes'), ['shop']);
	});

	it('goes up, down and back as a column is clicked', () => {
		const up = nextSort(undefined, 'name');
		const down = nextSort(up, 'name');
		assert.deepEqual([up?.descending, down?.descending, nextSort(down, 'name')], [false, true, undefined]);
		assert.deepEqual(nextSort(down, 'phase'), { column: 'phase', descending: false });
	});

	it('counts the states that are there', () => {
		assert.deepEqual(countsOf([row('a'), row('b', { state: 'failed' }), row('c')]), [
			['active', 2],
			['failed', 1],
		]);
	});
});
