import assert from 'node:assert/strict';
import { STATUS_GROUPS } from '../../../src/migration/task';
import { KEEPING } from '../../../src/ui/details/pageMessages';
import { keepingLogger, ref } from '../store/fakes';
import { loadAll, loadWith } from './editor';

/** As WCAG has it: 1 to 21. */
function contrast(one: string, other: string): number {
	const [darker = 0, lighter = 0] = [one, other].map(luminance).sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5]
		.map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the icon in the tab of a task', () => {
	const { loaded } = loadWith<typeof import('../../../src/ui/details/stateIcon')>('ui/details/stateIcon');
	const drawn = STATUS_GROUPS.flatMap((group) => {
		const icon = loaded.stateIcon(group) as unknown as { light: string; dark: string } | undefined;
		const text = (uri: string): string => Buffer.from(uri.split(',')[1] ?? '', 'base64').toString();
		return icon ? [{ group, light: text(icon.light), dark: text(icon.dark) }] : [];
	});

	it('tells by its shape alone how the task stands: failed, waiting, running, stopped, succeeded', () => {
		assert.deepEqual(drawn.map(({ group }) => group).sort(), ['active', 'failed', 'pending', 'stopped', 'succeeded']);
		const shapes = new Set(drawn.map(({ light }) => light.replace(/stroke="[^"]*"/, '')));
		assert.equal(shapes.size, drawn.length);
		assert.equal(loaded.stateIcon(undefined), undefined);
	});

	it('can be seen on a light tab and on a dark one', () => {
		for (const { group, light, dark } of drawn) {
			for (const [svg, grounds] of [
				[light, ['#ffffff', '#f3f3f3']],
				[dark, ['#000000', '#1f1f1f', '#2d2d2d']],
			] as const) {
				const colour = /stroke="(#\w{6})"/.exec(svg)?.[1] ?? '';
				for (const ground of grounds) {
					assert.ok(contrast(colour, ground) >= 4.5, `${group}: ${colour} on ${ground}`);
				}
			}
		}
	});
});

describe('what keeps the preview of a task', () => {
	it('is work on its page, and not that the page was drawn, read or copied from', () => {
		for (const message of ['typed', 'pause', 'range', 'watch', 'step', 'configure', 'act'] as const) {
			assert.ok(KEEPING.has(message), message);
		}
		for (const message of ['ready', 'refresh', 'copy', 'whole', 'console', 'logOpen'] as const) {
			assert.ok(!KEEPING.has(message), message);
		}
	});
});

describe('the menu in the title of a panel', () => {
	it('hands its commands the task whose panel is in front, since VS Code tells them no more than a page', async () => {
		const registered = new Map<string, (argument?: unknown) => Promise<unknown>>();
		const { loaded: all } = loadAll<[typeof import('../../../src/ui/commands')]>(['ui/commands'], () => ({
			Uri: { [Symbol.hasInstance]: (one: unknown) => typeof one === 'object' && one !== null && 'scheme' in one },
			commands: {
				registerCommand: (name: string, run: () => Promise<unknown>) => {
					registered.set(name, run);
					return { dispose: () => {} };
				},
			},
		}));
		const [loaded] = all;
		const table = Object.fromEntries(loaded.COMMANDS.map((name) => [name, async (argument: unknown) => argument]));
		loaded.registerCommands(table as never, keepingLogger([]), () => ref('t1'));
		const copy = registered.get('migrationTasks.copyTaskId');
		assert.deepEqual(await copy?.({ scheme: 'webview-panel' }), ref('t1'));
		const file = { scheme: 'file' };
		assert.equal(await copy?.(file), file);
		assert.deepEqual(await copy?.(ref('t2')), ref('t2'));
		assert.equal(await copy?.(), undefined);
	});
});
