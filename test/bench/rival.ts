/** A rival's process: gets ready, then makes one run at each message. What an earlier run left is collected before the clock starts. */
import type { Figures, RivalOptions } from './processes';
import { change } from './rivals/change';
import { firstRows } from './rivals/firstRows';
import { floor } from './rivals/floor';
import { hostile } from './rivals/hostile';
import { load, parsed } from './rivals/large';
import { firstRefresh, list, unchangedRefresh } from './rivals/ours';
import { sdk } from './rivals/sdk';

/** Gets ready and gives what makes one run. */
export type Prepare = (options: RivalOptions) => Promise<() => Promise<Figures>>;

const RIVALS: Readonly<Record<string, Prepare>> = {
	floor,
	sdk,
	list,
	firstRefresh,
	unchangedRefresh,
	parsed,
	load,
	change,
	firstRows,
	hostile,
};

async function main(): Promise<void> {
	const [name = '', options = '{}'] = process.argv.slice(2);
	const prepare = RIVALS[name];
	if (!prepare) {
		throw new Error(`There is no rival "${name}".`);
	}
	const run = await prepare(JSON.parse(options) as RivalOptions);
	process.on('message', () => {
		global.gc?.();
		run().then((figures) => process.send?.(figures), fail);
	});
	process.on('disconnect', () => process.exit());
	process.send?.({});
}

function fail(error: Error): void {
	process.send?.({ failure: error.stack ?? error.message });
}

process.on('uncaughtException', fail);
main().catch(fail);
