import assert from 'node:assert/strict';
import { name as product, publisher } from '../../../package.json';
import type { ConnectionProfile } from '../../../src/connections/profileSchema';
import { SERVICES } from '../../../src/services';
import { connectionsFor, EXTENSION_ID, linkTo, readLink } from '../../../src/ui/taskLink';
import { loadWith } from './editor';

const ID = '2944a563-6f27-4604-9c16-a9a53cd95cc7';
const profile = (more: Partial<ConnectionProfile> = {}): ConnectionProfile => ({
	id: '7a6b9f6c-3d51-4c9a-9d1e-2f6b0d6f8e11',
	name: 'Prod & test=50 %, “Ä”',
	cloud: 'huawei',
	region: 'eu-west-101',
	projectId: '0123456789abcdef0123456789abcdef',
	credential: 'aksk',
	...more,
});
const ref = (of: ConnectionProfile, id = ID) => ({ connectionId: of.id, service: 'dcs', id });

/** What VS Code hands on of a link: path and query, one coat of encoding taken off. */
function handed(link: string): { readonly path: string; readonly query: string } {
	const [, path = '', query = ''] = /^\w[\w-]*:\/\/[^/]*(\/[^?]*)\?(.*)$/.exec(link) ?? [];
	return { path, query: decodeURIComponent(query) };
}

describe('a link to a task', () => {
	it('has the id that VS Code finds the extension by', () => {
		assert.equal(EXTENSION_ID, `${publisher}.${product}`);
		assert.match(
			linkTo(ref(profile()), profile(), 'vscode') ?? '',
			/^vscode:\/\/cloud-migrations\.migration-tasks\/task\?/,
		);
	});

	it('says again what it was made of, whatever stands in the name, also where nobody took a coat off', () => {
		const of = profile();
		const link = linkTo(ref(of), of, 'vscode') ?? '';
		const read = readLink(handed(link), SERVICES);
		assert.deepEqual(read, {
			ref: ref(of),
			name: of.name,
			place: { cloud: 'huawei', region: 'eu-west-101', project: of.projectId, host: '' },
		});
		const raw = readLink({ path: '/task', query: link.split('?')[1] ?? '' }, SERVICES);
		assert.deepEqual(raw?.ref, read?.ref);
	});

	it('holds no secret: not how it signs in, no address but that of the service', () => {
		const endpoints = { dcs: 'https://user:secret@dcs.example.com/path?x=1', iam: 'https://iam.example.com' };
		const of = profile({ endpoints });
		const link = linkTo(ref(of), of, 'vscode') ?? '';
		assert.doesNotMatch(link, /secret|user|iam|aksk/);
		assert.equal(readLink(handed(link), SERVICES)?.place.host, 'dcs.example.com');
	});

	it('is not made for an id that would be another address', () => {
		for (const id of ['../instances', '..', 'a/b', 'a b', '', 'x'.repeat(200), '%2e%2e']) {
			assert.equal(linkTo(ref(profile(), id), profile(), 'vscode'), undefined, id);
		}
	});

	it('is not read where any part of it is not as it must be', () => {
		const good = `service=dcs&id=${ID}&connection=c1&region=eu&name=x`;
		assert.ok(readLink({ path: '/task', query: good }, SERVICES));
		for (const query of [
			'',
			'service=dcs',
			good.replace('dcs', 'ecs'),
			good.replace('dcs', '__proto__'),
			good.replace(ID, '..%2F..%2Fv1'),
			good.replace(ID, '../../v1'),
			good.replace(ID, '..'),
			`${good}&id=other`,
			`${good}&cloud=a%0Ab`,
			good.replace('region=eu', 'region=e%20u'),
			`${good}&more=${'x'.repeat(2_000)}`,
		]) {
			assert.equal(readLink({ path: '/task', query }, SERVICES), undefined, query);
		}
		assert.equal(readLink({ path: '/other', query: good }, SERVICES), undefined);
		assert.equal(readLink({ path: '/task/', query: good }, SERVICES), undefined);
	});

	it('knows its connection by id and place together, else those of the same place', () => {
		const of = profile();
		const link = readLink(handed(linkTo(ref(of), of, 'vscode') ?? ''), SERVICES);
		assert.ok(link);
		const other = profile({ id: 'mine', name: 'Mine' });
		assert.equal(connectionsFor(link, [other, of], SERVICES).known, of);
		assert.deepEqual(connectionsFor(link, [other], SERVICES), { known: undefined, alike: [other] });
		const moved = profile({ region: 'cn-north-4' });
		assert.deepEqual(connectionsFor(link, [moved], SERVICES), { known: undefined, alike: [] });
		const without = profile({ services: ['sms'] });
		assert.deepEqual(connectionsFor(link, [without], SERVICES), { known: undefined, alike: [] });
		const nowhere = readLink({ path: '/task', query: `service=dcs&id=${ID}&connection=c1` }, SERVICES);
		assert.ok(nowhere);
		const bare = profile({ id: 'x', cloud: undefined, region: undefined, projectId: undefined });
		assert.deepEqual(connectionsFor(nowhere, [bare], SERVICES), { known: undefined, alike: [] });
	});
});

describe('opening a link', () => {
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/openLink')>('ui/openLink');
	const of = profile();
	const uri = handed(linkTo(ref(of), of, 'vscode') ?? '');
	const open = async (
		link: { readonly path: string; readonly query: string },
		profiles: readonly ConnectionProfile[],
	) => {
		const opened: unknown[] = [];
		editor.messages.length = 0;
		editor.details.length = 0;
		editor.commands.length = 0;
		await loaded.openLink(link, {
			connections: { all: () => profiles },
			services: SERVICES,
			open: (task) => opened.push(task),
		});
		return opened;
	};

	it('opens the task of a connection that it knows, without a question', async () => {
		assert.deepEqual(await open(uri, [of]), [ref(of)]);
		assert.deepEqual(editor.messages, []);
	});

	it('asks before it does anything with a connection that it does not know, and says which one is meant', async () => {
		const mine = profile({ id: 'mine', name: 'Mine' });
		editor.onMessage = () => undefined;
		assert.deepEqual(await open(uri, [mine]), []);
		assert.match(editor.messages[0] ?? '', /names the connection “Prod & test=50 %, “Ä””, which is not known here/);
		assert.match(editor.details[0] ?? '', /Region: eu-west-101/);
		editor.onMessage = (_text, buttons) => buttons[0];
		assert.deepEqual(await open(uri, [mine]), [{ ...ref(of), connectionId: 'mine' }]);
	});

	it('offers to add a connection where none leads there, and does nothing else', async () => {
		const elsewhere = profile({ id: 'mine', region: 'cn-north-4' });
		editor.onMessage = (_text, buttons) => buttons[0];
		assert.deepEqual(await open(uri, [elsewhere]), []);
		assert.deepEqual(editor.commands, [['migrationTasks.addConnection', undefined]]);
		editor.onMessage = () => undefined;
		await open(uri, []);
		assert.deepEqual(editor.commands, []);
	});

	it('says of a link that it cannot read that it opens nothing', async () => {
		assert.deepEqual(await open({ path: '/task', query: 'service=dcs&id=../x&connection=c1' }, [of]), []);
		assert.match(editor.messages[0] ?? '', /This link opens no task/);
	});
});
