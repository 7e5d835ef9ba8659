/** Rounds in which every rival has its turn, so that what else happens on the machine happens to all of them. */
import { type Figures, type Rival, type RivalOptions, startRival } from '../processes';

/** What the rivals came to: by rival, a list of runs. */
export type Runs = Readonly<Record<string, readonly Figures[]>>;

/** Rounds over rivals that stay up; the first `warmUp` rounds do not count. */
export async function rounds(rivals: Readonly<Record<string, Rival>>, count: number, warmUp: number): Promise<Runs> {
	const runs: Record<string, Figures[]> = {};
	for (let round = 0; round < warmUp + count; round++) {
		for (const [name, rival] of Object.entries(rivals)) {
			const figures = await rival.run();
			if (round >= warmUp) {
				runs[name] = [...(runs[name] ?? []), figures];
			}
		}
	}
	return runs;
}

/** Starts rivals, makes the rounds and stops them. Names are those of rival.ts. */
export async function roundsOf(
	names: readonly string[],
	options: RivalOptions,
	count: number,
	warmUp: number,
): Promise<Runs> {
	const rivals: Record<string, Rival> = {};
	try {
		for (const name of names) {
			rivals[name] = await startRival(name, options);
		}
		return await rounds(rivals, count, warmUp);
	} finally {
		for (const rival of Object.values(rivals)) {
			rival.stop();
		}
	}
}

/** One run in a process that does nothing before or after it. */
export async function runFresh(name: string, options: RivalOptions): Promise<Figures> {
	const rival = await startRival(name, options);
	try {
		return await rival.run();
	} finally {
		rival.stop();
	}
}

/** One figure of all runs of a rival. */
export function valuesOf(runs: Runs, rival: string, figure: string): number[] {
	return (runs[rival] ?? []).map((figures) => figures[figure] ?? Number.NaN);
}
