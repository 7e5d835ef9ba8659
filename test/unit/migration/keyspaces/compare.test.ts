import assert from 'node:assert/strict';
import { Format } from '../../../../src/migration/format';
import { type Comparison, compareKeyspaces } from '../../../../src/migration/keyspaces/compare';
import type { KeysFacts } from '../../../../src/migration/keyspaces/facts';
import { keyspacesMarkdown } from '../../../../src/migration/keyspaces/markdown';
import { type Keyspaces, parseKeyspaces } from '../../../../src/migration/keyspaces/parse';
import { keyspacesView, type PastedEnds } from '../../../../src/migration/keyspaces/view';

const FACTS: KeysFacts = {
	counts: [],
	phase: 'following',
	fullSyncMs: undefined,
	targetKind: undefined,
	targetMultiDb: undefined,
};
const AT = Date.UTC(2026, 4, 12, 13, 8);
const format = new Format('en');

function parsed(text: string): Keyspaces {
	const keyspaces = parseKeyspaces(`# Keyspace\n${text}`);
	assert.ok(keyspaces);
	return keyspaces;
}

function compared(source: string, target: string, context: Partial<KeysFacts> = {}): Comparison {
	return compareKeyspaces(parsed(source), parsed(target), context);
}

const meanings = ({ databases }: Comparison): string[] => databases.map(({ db, meaning }) => `${db} ${meaning}`);
const remarks = ({ remarks: all }: Comparison): string[] => all.map(({ id }) => id);

function ends(source: string, target: string): PastedEnds {
	return {
		source: { keyspaces: parsed(source), at: AT },
		target: { keyspaces: parsed(target), at: AT + 60_000 },
	};
}

describe('the keys of two ends', () => {
	it('agree where those without a TTL are as many, though the totals differ', () => {
		const result = compared('db0:keys=35956,expires=1975', 'db0:keys=35812,expires=1831');
		assert.deepEqual(meanings(result), ['0 agreesBarExpiry']);
		assert.equal(result.verdict, 'agree');
		assert.equal(result.databases[0]?.difference, 0);
		const { table } = keyspacesView(FACTS, ends('db0:keys=35956,expires=1975', 'db0:keys=35812,expires=1831'), format);
		assert.equal(table?.rows[0]?.source, '35,956 − 1,975 = 33,981');
		assert.equal(table?.rows[0]?.target, '35,812 − 1,831 = 33,981');
		assert.match(table?.verdict.text ?? '', /agree.*33,981/);
	});

	it('do not agree by nothing: where most keys with a TTL are gone, that is said', () => {
		assert.equal(compared('db0:keys=1000,expires=1000', '').verdict, 'targetEmpty');
		assert.equal(compared('db0:keys=1000,expires=900', 'db0:keys=150,expires=50').verdict, 'ttlFewer');
		assert.equal(compared('db0:keys=1000,expires=900', 'db0:keys=800,expires=700').verdict, 'agree');
		assert.equal(compared('db0:keys=105,expires=5', 'db0:keys=100,expires=0').verdict, 'agree', 'too few to say');
		assert.equal(compared('db0:keys=9,expires=0\ndb1:keys=3,expires=3', 'db0:keys=9,expires=0').verdict, 'ttlFewer');
		assert.equal(compared('db0:keys=100,expires=0', 'db0:keys=200,expires=100').verdict, 'ttlMore');
	});

	it('lack a whole database where multi-DB is off at the target', () => {
		const result = compared('db0:keys=10,expires=0\ndb3:keys=1204,expires=0', 'db0:keys=10,expires=0');
		assert.deepEqual(meanings(result), ['0 agrees', '3 missing']);
		assert.deepEqual([result.verdict, result.total.difference], ['missing', -1204]);
		assert.deepEqual(remarks(result), ['multiDbOff']);
	});

	it('cannot be kept apart by database at a cluster, and whatever ended in database 0 is told', () => {
		const source = 'db0:keys=10,expires=0\ndb3:keys=1204,expires=0';
		const byInfo = compareKeyspaces(parsed(source), parsed('cluster_enabled:1\n# Keyspace\ndb0:keys=900,expires=0'));
		assert.deepEqual(remarks(byInfo), ['clusterTarget', 'folded']);
		assert.deepEqual(byInfo.remarks[1]?.values, { keys: 890 });
		const target = 'db0:keys=10,expires=0';
		assert.deepEqual(remarks(compared(source, target, { targetKind: 'cluster' })), ['clusterTarget']);
		assert.deepEqual(remarks(compared(source, target, { targetKind: 'proxy', targetMultiDb: true })), ['proxyInfo']);
		assert.deepEqual(remarks(compared(source, target, { targetKind: 'proxy', targetMultiDb: false })), ['multiDbOff']);
		assert.deepEqual(remarks(compared(source, target, { targetKind: 'single' })), [], 'it has many databases');
		assert.deepEqual(remarks(compared(source, `${target}\ndb1:keys=1,expires=0`)), [], 'multi-DB is on');
	});

	it('are more at a target that held some before, which is no error', () => {
		const more = compared('db0:keys=10,expires=0', 'db0:keys=12,expires=0\ndb5:keys=1,expires=1');
		assert.deepEqual(meanings(more), ['0 more', '5 extra']);
		assert.deepEqual([more.verdict, remarks(more)], ['more', []]);
	});

	it('are fewer at a target that throws keys out, or while somebody writes', () => {
		const source = parsed('db0:keys=1000,expires=0');
		const target = (stats: string): Keyspaces => parsed(`${stats}\n# Keyspace\ndb0:keys=900,expires=0`);
		const evicting = compareKeyspaces(source, target('evicted_keys:77\nmaxmemory_policy:volatile-lru'));
		assert.equal(evicting.verdict, 'fewer');
		assert.deepEqual(evicting.remarks, [
			{ id: 'evicted', values: { keys: 77 } },
			{ id: 'moment', values: {} },
		]);
		const policy = compareKeyspaces(source, target('evicted_keys:0\nmaxmemory_policy:volatile-lru'));
		assert.deepEqual(remarks(policy), ['policy', 'moment']);
		const full = compareKeyspaces(source, target('used_memory:99\nmaxmemory:100\nmaxmemory_policy:noeviction'));
		assert.deepEqual(remarks(full), ['full', 'moment']);
		assert.deepEqual(remarks(compareKeyspaces(source, target(''))), ['moment']);
	});

	it('may lack some of a short TTL, unless TTLs are much longer than the full sync was', () => {
		const warn = (line: string, fullSyncMs?: number): string[] => remarks(compared(line, line, { fullSyncMs }));
		const hour = 3_600_000;
		assert.deepEqual(warn(`db0:keys=9,expires=2,avg_ttl=${hour}`, hour), ['ttlShort']);
		assert.deepEqual(warn(`db0:keys=9,expires=2,avg_ttl=${hour}`, hour / 11), []);
		assert.deepEqual(warn(`db0:keys=9,expires=2,avg_ttl=${hour}`), ['ttlShortOfUnknown']);
		assert.deepEqual(warn(`db0:keys=9,expires=2,avg_ttl=${48 * hour}`), []);
		assert.deepEqual(warn('db0:keys=9,expires=2', hour), ['ttlUnknown']);
		assert.deepEqual(warn('db0:keys=9,expires=0', hour), []);
		assert.deepEqual(
			warn(`db0:keys=9,expires=2,avg_ttl=${999 * hour}\ndb1:keys=9,expires=2,avg_ttl=5`, hour),
			['ttlShort'],
			'the shortest counts',
		);
	});

	it('are not said to agree where a line could not be read', () => {
		const result = compared(
			'db0:keys=10,expires=0\ndb1:keys=x,expires=0',
			'db0:keys=10,expires=0\ndb1:keys=3,expires=0',
		);
		assert.deepEqual([meanings(result), result.verdict], [['0 agrees', '1 unread'], 'unread']);
		const table = keyspacesView(FACTS, ends('db0:keys=1,expires=2', 'db0:keys=1,expires=0'), format).table;
		assert.deepEqual([table?.rows[0]?.source, table?.rows[0]?.difference], ['–', '?']);
	});

	it('are not compared where both texts are of one instance, nor before both are there', () => {
		const id = `run_id:${'a1'.repeat(20)}`;
		assert.equal(compared(`db0:keys=1,expires=0\n${id}`, `db0:keys=1,expires=0\n${id}`).verdict, 'sameInstance');
		const zeros = `run_id:${'0'.repeat(40)}`;
		assert.equal(compared(`db0:keys=1,expires=0\n${zeros}`, `db0:keys=1,expires=0\n${zeros}`).verdict, 'agree');
		assert.equal(compared('', '').verdict, 'empty');
		const half = { ...ends('db0:keys=1,expires=0', ''), target: undefined };
		assert.equal(keyspacesView(FACTS, half, format).table, undefined);
		assert.equal(keyspacesMarkdown(FACTS, half, { task: 't', source: '', target: '' }, format), undefined);
	});

	it('are shown up to a number of databases, and the ticket gets more', () => {
		const many = Array.from({ length: 250 }, (_, db) => `db${db}:keys=1,expires=0`).join('\n');
		const { table } = keyspacesView(FACTS, ends(many, many), format);
		assert.deepEqual([table?.rows.length, table?.more], [200, 'The first 200 of 250 databases are shown.']);
		const text = keyspacesMarkdown(FACTS, ends(many, many), { task: 't', source: 's', target: 'u' }, format);
		assert.equal(text?.split('\n').filter((line) => line.startsWith('| db')).length, 250);
	});

	it('come as Markdown: which is which, when, the table and what it means, with nothing of a name as markup', () => {
		const names = { task: 'orders | <b>x</b>', source: '[a](http://evil)', target: undefined };
		const both = ends('db0:keys=35956,expires=1975\ndb3:keys=1204,expires=0', 'db0:keys=35812,expires=1831');
		const lines = keyspacesMarkdown(FACTS, both, names, format)?.split('\n') ?? [];
		assert.equal(lines[0], '**Keys per database** · orders \\| \\<b\\>x\\<\\/b\\>');
		assert.match(lines[2] ?? '', /^- Source: \\\[a\\\]\\\(http\\:\\\/\\\/evil\\\), INFO pasted .*2026/);
		assert.match(lines[3] ?? '', /^- Target: –, INFO pasted .*2026/);
		assert.equal(lines[6], '|---|--:|--:|--:|---|');
		assert.match(lines[7] ?? '', /^\| db0 \| 35,956 − 1,975 = 33,981 \| 35,812 − 1,831 = 33,981 \| 0 \| agrees; /);
		assert.match(lines[8] ?? '', /^\| db3 \| 1,204 − 0 = 1,204 \| – \| −1,204 \| none of database 3/);
		assert.match(lines[9] ?? '', /^\| All \| 37,160 − 1,975 = 35,185 \|/);
		for (const line of lines.slice(5, 10)) {
			assert.equal(line.replaceAll('\\|', '').split('|').length, 7, line);
		}
	});

	it('have the notes of reading beside the field, the worst first, and no end of them is cut off silently', () => {
		const bad = Array.from({ length: 8 }, (_, db) => `db${db}:keys=x,expires=0,avg_ttl=q`).join('\n');
		const { source } = keyspacesView(FACTS, ends(`db9:keys=1,expires=1,avg_ttl=q\n${bad}`, ''), format);
		assert.deepEqual(
			source.notes.map((note) => note.bad),
			[true, true, true, true, true],
		);
		assert.equal(source.notes[0]?.quote, 'db0:keys=x,expires=0,avg_ttl=q');
		assert.equal(source.more, 'And 4 more like these.');
		assert.match(source.read ?? '', /^1 node · 1 database · pasted at /);
	});
});
