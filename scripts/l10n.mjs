/**
 * Collects every `l10n.t('…')` of src/ into `l10n/bundle.l10n.json`; `--check` only says whether that file is up to date, and whether the
 * translations of it and of `package.nls.json` are whole.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { projectRoot } from './vscode-host.mjs';

const bundle = path.join(projectRoot, 'l10n', 'bundle.l10n.json');
const sources = readdirSync(path.join(projectRoot, 'src'), { recursive: true })
	.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
	.sort()
	.map((file) => ({
		extension: path.extname(file),
		contents: readFileSync(path.join(projectRoot, 'src', file), 'utf8'),
	}));
const strings = await getL10nJson(sources);
const sorted = Object.fromEntries(Object.entries(strings).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify(sorted, undefined, 2)}\n`;

if (!process.argv.includes('--check')) {
	writeFileSync(bundle, text);
	console.log(`${Object.keys(sorted).length} sentences in l10n/bundle.l10n.json`);
} else if (existsSync(bundle) && readFileSync(bundle, 'utf8') === text) {
	console.log(`l10n/bundle.l10n.json is up to date: ${Object.keys(sorted).length} sentences.`);
	const inCode = Object.fromEntries(Object.keys(sorted).map((key) => [key, key]));
	const inManifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.nls.json'), 'utf8'));
	const fine = [
		checkTranslations('l10n', /^bundle\.l10n\..+\.json$/, inCode),
		checkTranslations('.', /^package\.nls\..+\.json$/, inManifest),
		checkPairs(),
	];
	process.exitCode = fine.every(Boolean) ? 0 : 1;
} else {
	console.error('l10n/bundle.l10n.json is not up to date. Run "npm run l10n".');
	process.exitCode = 1;
}

/** Each translation must have the very keys of the English file, and use the same placeholders. `english` gives the sentence of a key. */
function checkTranslations(folder, pattern, english) {
	let fine = true;
	const keys = Object.keys(english);
	for (const file of readdirSync(path.join(projectRoot, folder)).filter((name) => pattern.test(name))) {
		const translated = JSON.parse(readFileSync(path.join(projectRoot, folder, file), 'utf8'));
		const missing = keys.filter((key) => !(key in translated));
		const unknown = Object.keys(translated).filter((key) => !keys.includes(key));
		const empty = keys.filter((key) => key in translated && words(translated[key]).trim() === '');
		const broken = keys.filter(
			(key) => key in translated && placeholders(english[key]) !== placeholders(words(translated[key])),
		);
		for (const [what, list] of Object.entries({
			'not translated': missing,
			'no longer used': unknown,
			empty,
			'other placeholders': broken,
		})) {
			if (list.length > 0) {
				fine = false;
				console.error(
					`${path.join(folder, file)}: ${what}: ${list.slice(0, 5).join(' · ')}${list.length > 5 ? ` and ${list.length - 5} more` : ''}`,
				);
			}
		}
	}
	return fine;
}

/** A language has both files, or half of what a user sees stays English. */
function checkPairs() {
	const languages = (folder, pattern) =>
		readdirSync(path.join(projectRoot, folder)).flatMap((name) => pattern.exec(name)?.[1] ?? []);
	const inCode = languages('l10n', /^bundle\.l10n\.(.+)\.json$/);
	const inManifest = languages('.', /^package\.nls\.(.+)\.json$/);
	const lone = [
		...inCode.filter((language) => !inManifest.includes(language)).map((language) => `package.nls.${language}.json`),
		...inManifest
			.filter((language) => !inCode.includes(language))
			.map((language) => `l10n/bundle.l10n.${language}.json`),
	];
	for (const file of lone) {
		console.error(`${file}: not there, but its counterpart is`);
	}
	return lone.length === 0;
}

function words(entry) {
	return typeof entry === 'string' ? entry : (entry.message ?? '');
}

function placeholders(sentence) {
	return [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort().join();
}
