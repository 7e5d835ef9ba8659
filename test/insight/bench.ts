/** `npm run insight-bench [-- runs]`: measures the judge on simulated runs, prints the figures, and writes them into docs/insight.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BANDS, type Errors, type Figures, measure } from './measure';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'insight.md');
const [BEGIN, END] = ['<!-- figures -->', '<!-- end of figures -->'];
const runs = Number(process.argv[2] ?? 1_000);

function median(values: readonly number[]): number {
	const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const percent = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–');

function row(name: string, { ours, byHand, inside, width, answered, asked }: Errors): string {
	const cells = [
		name,
		percent(median(ours)),
		percent(median(byHand)),
		percent(inside / answered),
		percent(median(width)),
		percent(answered / asked),
		String(asked),
	];
	return `| ${cells.join(' | ')} |`;
}

/** The one that the given share of them do not exceed. */
function upTo(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

function delay(name: string, values: readonly number[], unit: number): string {
	const cells = [0.5, 0.9, 0.99].map((share) => (upTo(values, share) / unit).toFixed(0));
	return `| ${[name, values.length, ...cells].join(' | ')} |`;
}

function page({ bands, drain, switchNow, stalls, restarts, never, delays }: Figures): string {
	const invents = Object.entries(never.invents).map(([story, count]) => `${story} ${count}`);
	const reasons = invents.length > 0 ? `: ${invents.join(', ')}` : '';
	const none: Errors = { ours: [], byHand: [], inside: 0, width: [], asked: 0, answered: 0 };
	return [
		`${runs} runs, seeds 1 to ${runs}.`,
		'',
		'| Time left at | Median error | By hand | Truth inside the range | Width of the range | Answered | Samples |',
		'|---|---:|---:|---:|---:|---:|---:|',
		...BANDS.map(({ name }) => row(name, bands[name] ?? none)),
		row('catching up', drain),
		'',
		'*By hand*: the time since the task was configured, times what is left of the percentage, divided by what is done. Width is a share of the truth. Samples of a stall are not asked; runs',
		'whose clock is set are left out here.',
		'',
		'| What is told | Runs or events | Found | Told wrongly |',
		'|---|---:|---:|---:|',
		`| switch now | ${switchNow.safeRuns} runs in which it was safe | ${switchNow.found} | ${switchNow.wrong} of ${switchNow.told} told, ${switchNow.withoutWord} without the user’s word |`,
		`| stalled for more than 3 minutes | ${stalls.real} | ${stalls.found} | ${stalls.invented} |`,
		`| full sync began again | ${restarts.real} | ${restarts.found} | ${restarts.invented} |`,
		`| falling behind | ${never.real} runs that never converge | ${never.found} | in ${never.invented} of ${never.others} others${reasons}; in ${never.stayed} of these the offset never came down again |`,
		'',
		'| How long it takes until it is told | Runs | Median | 90 % | 99 % |',
		'|---|---:|---:|---:|---:|',
		delay('ready, since the offset is down and no key is missing, s', delays.ready, 1000),
		delay('switch now, since nobody writes and nothing is left, s', delays.switchNow, 1000),
		delay('the same in samples', delays.switchSamples, 1),
		delay('falling behind, since changes are followed, s', delays.behind, 1000),
	].join('\n');
}

const said = page(measure(Array.from({ length: runs }, (_, index) => index + 1)));
process.stdout.write(`${said}\n`);
const text = readFileSync(PAGE, 'utf8');
const [begin, end] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
writeFileSync(PAGE, `${text.slice(0, begin)}\n${said}\n${text.slice(end)}`);
