/** What a build that goes on prints, one line a fault. `.vscode/tasks.json` reads it. */
export const BEGUN = 'Building …';
export const DONE = 'Built; waiting for changes.';

/**
 * @param {import('esbuild').Message} message
 * @param {'error' | 'warning'} severity
 */
export function faultLine({ text, location }, severity) {
	const place = location ? `${location.file}:${location.line}:${location.column + 1}` : 'package.json:1:1';
	return `${place}: ${severity}: ${text}`;
}

/**
 * An esbuild plugin for all bundles that are built together: the first that begins and the last that ends are told of.
 * @returns {import('esbuild').Plugin}
 */
export function reporter() {
	let running = 0;
	/** Bundles that were not built even once. */
	let unbuilt = 0;
	return {
		name: 'report',
		setup(build) {
			let first = true;
			unbuilt++;
			build.onStart(() => {
				if (running++ === 0) {
					console.log(BEGUN);
				}
			});
			build.onEnd(({ errors, warnings }) => {
				for (const [severity, messages] of Object.entries({ error: errors, warning: warnings })) {
					for (const message of messages) {
						console.log(faultLine(message, severity));
					}
				}
				if (first) {
					first = false;
					unbuilt--;
				}
				if (--running === 0 && unbuilt === 0) {
					console.log(DONE);
				}
			});
		},
	};
}
