import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BEGUN, DONE, faultLine } from '../../../scripts/build/report.mjs';

const root = path.join(__dirname, '..', '..', '..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const [task] = read('.vscode/tasks.json').tasks;
const { pattern, background } = task.problemMatcher;

describe('the task that builds at each change', () => {
	it('is what F5 waits for, and a script of the manifest', () => {
		const [launch] = read('.vscode/launch.json').configurations;
		assert.equal(launch.preLaunchTask, task.label);
		assert.match(read('package.json').scripts[task.script], /--watch/);
	});

	it('sees where a build begins and ends', () => {
		assert.match(BEGUN, new RegExp(background.beginsPattern));
		assert.match(DONE, new RegExp(background.endsPattern));
		assert.doesNotMatch(DONE, new RegExp(background.beginsPattern));
	});

	it('finds the place and the words of a fault', () => {
		const location = {
			file: 'src/ui/log.ts',
			line: 3,
			column: 4,
			namespace: '',
			length: 0,
			lineText: '',
			suggestion: '',
		};
		const found = new RegExp(pattern.regexp).exec(faultLine({ text: 'Expected "}": odd', location }, 'error')) ?? [];
		const part = (name: string) => found[pattern[name]];
		assert.deepEqual(
			[part('file'), part('line'), part('column'), part('severity'), part('message')],
			['src/ui/log.ts', '3', '5', 'error', 'Expected "}": odd'],
		);
		assert.match(faultLine({ text: 'no place', location: null }, 'warning'), new RegExp(pattern.regexp));
	});
});
