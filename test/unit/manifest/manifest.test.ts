import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CLOUDS } from '../../../src/cloud/endpoints';
import { SERVICES } from '../../../src/services';
import { refOf } from '../../../src/ui/taskRefs';

const root = path.join(__dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText);
const texts: Record<string, string> = JSON.parse(read('package.nls.json'));
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => read(path.join('src', file)))
	.join('\n');
const declared: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);

/** `state` has no value before the extension has run. */
const NEEDS_CONNECTION = /^migrationTasks\.state && migrationTasks\.state != noConnections$/;

describe('the manifest', () => {
	it('declares just the commands that the code registers', () => {
		const table = /export const COMMANDS = \[([^\]]*)\]/.exec(sources)?.[1] ?? '';
		const registered = [...table.matchAll(/'(\w+)'/g)].map(([, name]) => `migrationTasks.${name}`);
		assert.deepEqual([...declared].sort(), registered.sort());
	});

	it('keeps the names that other extensions and keybindings rely on', () => {
		assert.equal(`${manifest.publisher}.${manifest.name}`, 'cloud-migrations.migration-tasks');
		assert.equal(manifest.contributes.viewsContainers.activitybar[0].id, 'migrationTasks');
		assert.equal(manifest.contributes.views.migrationTasks[0].id, 'migrationTasks.tasks');
		const titles: Record<string, string> = {
			addConnection: 'Add Connection…',
			editConnection: 'Edit Connection…',
			removeConnection: 'Remove Connection…',
			updateCredential: 'Update Credential…',
			refresh: 'Refresh',
			filter: 'Filter by Name…',
			clearFilter: 'Clear Filter',
			groupBy: 'Group By…',
			openTask: 'Open Task…',
			configureTask: 'Configure Online Migration…',
			compareKeyspaces: 'Compare Key Spaces…',
			openSandbox: 'Open the Sandbox',
			closeSandbox: 'Close the Sandbox',
			copyTaskId: 'Copy Task ID',
			copyLink: 'Copy Link',
			copyTaskJson: 'Copy Task as JSON',
			exportSamples: 'Export Samples…',
			copyAuthorizationMessage: 'Copy Authorization Message',
			openInConsole: 'Open in Cloud Console',
			showLog: 'Show Log',
			watchTask: 'Watch Task',
			unwatchTask: 'Stop Watching',
			writersStopped: 'I Have Stopped the Writers…',
		};
		for (const [name, title] of Object.entries(titles)) {
			assert.equal(texts[`command.${name}`], title);
		}
		assert.equal(texts.category, 'Migration Tasks');
		assert.equal(texts.displayName, 'Migration Tasks');
	});

	it('names in menus, welcome views and clauses only commands that it declares', () => {
		const used = [
			...[...manifestText.matchAll(/"command": "(migrationTasks\.\w+)"/g)].map(([, command]) => command),
			...Object.values(texts).flatMap((text) =>
				[...text.matchAll(/command:(migrationTasks\.\w+)/g)].map(([, command]) => command),
			),
		];
		assert.deepEqual(
			used.filter((command) => !declared.includes(command ?? '')),
			[],
		);
	});

	it('reads in its clauses only context keys that the code sets, and none is set in vain', () => {
		const keys = [
			...(/interface ContextKeys \{([\s\S]*?)\n\}/.exec(sources)?.[1] ?? '').matchAll(/'(migrationTasks\.\w+)':/g),
		].map(([, key]) => key);
		const clauses = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]*)"/g)]
			.map(([, clause]) => clause)
			.join(' ');
		// The id of the view, and those of panels.
		const ids = ['migrationTasks.tasks', 'migrationTasks.details'];
		const inClauses = new Set(
			[...clauses.matchAll(/migrationTasks\.\w+/g)].map(([key]) => key).filter((key) => !ids.includes(key)),
		);
		assert.deepEqual([...inClauses].sort(), keys.sort());
	});

	it('offers in its menus just actions that a service has, and all others under More Actions', async () => {
		const offered = new Set([...manifestText.matchAll(/can-(\w+)/g)].map(([, action]) => action ?? ''));
		const known = SERVICES.all.flatMap(({ actions }) => actions.map(({ id }) => id));
		assert.deepEqual(
			[...offered].filter((action) => !known.includes(action)),
			[],
		);
		for (const service of SERVICES.all) {
			const { actionWords = {} } = await service.presenter();
			for (const { id } of service.actions) {
				assert.ok(offered.has(id) || id in actionWords, `${service.id} ${id}`);
			}
		}
	});

	it('offers nothing that needs a connection while there is none, nor before that is known', () => {
		const { commandPalette, 'view/title': title } = manifest.contributes.menus as Record<
			string,
			{ command: string; when: string }[]
		>;
		const enabled: { command: string; enablement?: string }[] = manifest.contributes.commands;
		const free = declared.filter(
			(command) =>
				!commandPalette?.some((entry) => entry.command === command && NEEDS_CONNECTION.test(entry.when)) &&
				!commandPalette?.some((entry) => entry.command === command && entry.when === 'false') &&
				enabled.find((one) => one.command === command)?.enablement === undefined,
		);
		assert.deepEqual(free.map((command) => command.split('.')[1]).sort(), [
			'addConnection',
			'explainLog',
			'openSandbox',
			'showLog',
		]);
		const always = (title ?? []).filter(({ when }) => !/!= noConnections|migrationTasks\.filtered$/.test(when));
		assert.deepEqual([...new Set(always.map(({ command }) => command.split('.')[1]))].sort(), [
			'addConnection',
			'closeSandbox',
			'openSandbox',
			'showLog',
		]);
	});

	it('offers no command twice in the palette, and a row of the overview beside what is looked at right after opening it', () => {
		const menus = manifest.contributes.menus as Record<string, { command: string; when: string; group: string }[]>;
		const offered = (menus.commandPalette ?? []).map(({ command }) => command);
		assert.deepEqual(
			offered.filter((command, index) => offered.indexOf(command) !== index),
			[],
		);
		const rows = (menus['webview/context'] ?? []).filter(({ when }) => when.startsWith('migrationTask =~'));
		const places = rows.map(({ command, group }) => `${group} ${command.split('.')[1]}`).sort();
		assert.deepEqual(places.slice(0, 2), ['1_open@1 openTask', '1_open@2 openTaskToSide']);
		const context = { connectionId: 'c', service: 'dcs', id: 't', migrationTask: 'task.dcs' };
		assert.deepEqual(refOf(context, SERVICES), { connectionId: 'c', service: 'dcs', id: 't' });
	});

	it('has a text for every %key%, and no text without a use', () => {
		const used = new Set([...manifestText.matchAll(/%([\w.]+)%/g)].map(([, key]) => key));
		assert.deepEqual([...used].sort(), Object.keys(texts).sort());
	});

	it('takes every setting from the user alone, so that no folder redirects signed requests', () => {
		const properties: Record<string, { scope: string }> = manifest.contributes.configuration.properties;
		assert.deepEqual([...new Set(Object.values(properties).map(({ scope }) => scope))], ['application']);
		assert.deepEqual(Object.keys(properties).sort(), [
			'migrationTasks.connections',
			'migrationTasks.historyDays',
			'migrationTasks.notifications',
			'migrationTasks.refreshInterval',
			'migrationTasks.requestTimeout',
			'migrationTasks.statsInterval',
		]);
	});

	it('offers in the settings just the clouds that there are', () => {
		const { cloud } = manifest.contributes.configuration.properties['migrationTasks.connections'].items.properties;
		assert.deepEqual(
			cloud.enum,
			CLOUDS.map(({ id }) => id),
		);
	});

	it('offers in the settings just the services that there are, and an address for each', () => {
		const { services, endpoints } =
			manifest.contributes.configuration.properties['migrationTasks.connections'].items.properties;
		assert.deepEqual(services.items.enum, SERVICES.ids());
		assert.deepEqual(Object.keys(endpoints.properties), [...SERVICES.ids(), 'iam']);
	});

	it('activates when one of its panels is restored, when a link is opened, and once all is up, where a task is watched', () => {
		const types = [...sources.matchAll(/(?:viewType: |VIEW_TYPE = )'([\w.]+)'/g)].map(
			([, type]) => `onWebviewPanel:${type}`,
		);
		assert.deepEqual(types.sort(), [
			'onWebviewPanel:migrationTasks.configure',
			'onWebviewPanel:migrationTasks.create',
			'onWebviewPanel:migrationTasks.details',
			'onWebviewPanel:migrationTasks.overview',
		]);
		assert.deepEqual([...manifest.activationEvents].sort(), ['onStartupFinished', 'onUri', ...types]);
	});

	it('says once of each command when it is in the palette: the laxest of two would count', () => {
		const named = manifest.contributes.menus.commandPalette.map(({ command }: { command: string }) => command);
		assert.deepEqual(named, [...new Set(named)]);
	});

	it('asks for no newer VS Code than the typings that the code is checked against', () => {
		assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
	});
});
