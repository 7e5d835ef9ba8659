/**
 * Checks the VSIX that `npm run package` made: the very files that `package-files.txt` lists, none too large, nothing of the tests in it.
 * `--update` writes the list anew, for a change that is meant.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '@vscode/vsce';
import { vsixName } from './test/vsix.mjs';
import { projectRoot } from './vscode-host.mjs';

const KB = 1024;
/** `host` is the code for VS Code's side, without sandbox and pages; `activation` the part of it that loading the extension loads. */
const LIMITS = { vsix: 750 * KB, files: 102, host: 800 * KB, activation: 148 * KB };
/** Words that only test code or a developer's machine would bring into a bundle. */
const FOREIGN = [/\bmocha\b/i, /playwright/i, /sourceMappingURL/, /\/home\/\w+\//, /node_modules\//];

const listFile = path.join(projectRoot, 'scripts', 'package-files.txt');
const faults = [];

const files = (await listFiles({ cwd: projectRoot, dependencies: false }))
	.map((file) => file.replaceAll('\\', '/'))
	.sort();
if (process.argv.includes('--update')) {
	writeFileSync(listFile, `${files.join('\n')}\n`);
}
const expected = readFileSync(listFile, 'utf8').split('\n').filter(Boolean);
for (const file of files.filter((name) => !expected.includes(name))) {
	faults.push(`${file} is in the package but not in scripts/package-files.txt.`);
}
for (const file of expected.filter((name) => !files.includes(name))) {
	faults.push(`${file} is in scripts/package-files.txt but not in the package.`);
}

for (const file of files) {
	if (file.endsWith('.map')) {
		faults.push(`${file} is a source map.`);
	}
	if (/^dist\/.*\.(js|css)$/.test(file)) {
		const text = readFileSync(path.join(projectRoot, file), 'utf8');
		for (const word of FOREIGN.filter((pattern) => pattern.test(text))) {
			faults.push(`${file} contains ${word}.`);
		}
	}
}

const vsix = path.join(projectRoot, vsixName());
atMost('The VSIX', statSync(vsix).size, LIMITS.vsix);
atMost('The extension without sandbox and pages', sizeOf(files.filter(isHostCode)), LIMITS.host);
atMost('What activation loads', sizeOf(loadedAtOnce('dist/extension.js')), LIMITS.activation);
if (files.length > LIMITS.files) {
	faults.push(`The package has ${files.length} files; ${LIMITS.files} are allowed.`);
}
console.log(`${files.length} files of at most ${LIMITS.files}`);
checkArchive();

for (const fault of faults) {
	console.error(`✗ ${fault}`);
}
if (faults.length > 0) {
	console.error('If a change of the file list is meant: node scripts/check-package.mjs --update');
	process.exitCode = 1;
}

function atMost(what, size, limit) {
	console.log(`${what}: ${(size / KB).toFixed(1)} KB of at most ${limit / KB} KB`);
	if (size > limit) {
		faults.push(`${what} is ${(size / KB).toFixed(1)} KB; ${limit / KB} KB are allowed.`);
	}
}

function isHostCode(file) {
	return /^dist\/(chunks\/)?[^/]+\.js$/.test(file) && file !== 'dist/sandbox.js';
}

function sizeOf(list) {
	return list.reduce((sum, file) => sum + statSync(path.join(projectRoot, file)).size, 0);
}

/** A bundle and the files that it loads with itself, not on use; as the build tells. */
function loadedAtOnce(file) {
	const outputs = JSON.parse(readFileSync(path.join(projectRoot, 'out', 'outputs.json'), 'utf8'));
	const found = new Set([file]);
	for (const one of found) {
		for (const { path: loaded, kind } of outputs[one].imports) {
			if (kind !== 'dynamic-import' && loaded in outputs) {
				found.add(loaded);
			}
		}
	}
	return [...found];
}

/** The archive itself, in case it is older than the files around it. */
function checkArchive() {
	const held = entries(readFileSync(vsix))
		.filter((name) => name.startsWith('extension/'))
		.map((name) =>
			name
				.slice('extension/'.length)
				.toLowerCase()
				.replace(/^license\.txt$/, 'license'),
		)
		.sort();
	const wanted = files.map((file) => file.toLowerCase()).sort();
	if (held.join('\n') !== wanted.join('\n')) {
		faults.push(`${path.basename(vsix)} does not hold the files of this tree. Run "npm run package".`);
	}
}

/** The names in a ZIP file's central directory. */
function entries(zip) {
	const names = [];
	const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	let at = zip.readUInt32LE(end + 16);
	for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
		const nameLength = zip.readUInt16LE(at + 28);
		names.push(zip.toString('utf8', at + 46, at + 46 + nameLength));
		at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return names;
}
