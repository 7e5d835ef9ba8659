import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChartPlan, chartOf } from '../../src/migration/chartModel';
import { decimate } from '../../src/migration/decimate';
import { Format } from '../../src/migration/format';
import type { Sample } from '../../src/migration/sample';
import type { Chart } from '../../src/ui/details/protocol';
import { columns, lonePoints, sampleCount, sampleUpTo, valueRange } from '../../src/webview/details/chartData';
import { formats } from '../../src/webview/shared/format';
import { given } from './holds';
import { MISPRINT } from './json';

const value = fc.option(
	fc.oneof(
		fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
		fc.constantFrom(0, 1, 100, 1e300, -1e300),
	),
);
const distance = fc.oneof(fc.constantFrom(1, 5_000, 5_001, 15_000, 15_001), fc.integer({ min: 1, max: 10_000_000 }));
const samples: fc.Arbitrary<Sample[]> = fc.array(fc.tuple(distance, value, value), { maxLength: 40 }).map((steps) => {
	let at = Date.UTC(2024, 5, 1);
	return steps.map(([step, a, b]) => {
		at += step;
		return { at, values: { a, b }, migrating: undefined };
	});
});
const EVER = { from: 0, to: 8e15 };
const live = samples.map((all) => ({
	times: all.map(({ at }) => at),
	values: { a: all.map(({ values }) => values.a ?? null), b: all.map(({ values }) => values.b ?? null) },
	breaks: decimate(all, ['a', 'b'], EVER, 1000).breaks,
}));

const PLAN: ChartPlan = {
	id: 'one',
	title: 'One',
	series: [
		['a', 'First', 'blue'],
		['b', 'Second', 'green'],
	],
};

given('the curves of any samples', (claim) => {
	claim('keep every sample with its time and its values, in their order', async (holds) => {
		await holds(
			fc.property(live, (from) => {
				const drawn = columns(from);
				assert.deepEqual(
					drawn.samples.map((row) => drawn.times[row]),
					from.times,
				);
				for (const stat of ['a', 'b'] as const) {
					assert.deepEqual(
						drawn.samples.map((row) => drawn.values[stat]?.[row]),
						from.values[stat],
					);
					assert.equal(drawn.values[stat]?.length, drawn.times.length);
				}
				assert.ok(drawn.times.every((at, row) => row === 0 || at > (drawn.times[row - 1] ?? at)));
			}),
		);
	});

	claim('are broken just where samples are missing', async (holds) => {
		const even = fc.tuple(fc.integer({ min: 1_000, max: 60_000 }), fc.integer({ min: 6, max: 40 }));
		const pause = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 1_000 }));
		await holds(
			fc.property(even, pause, fc.nat({ max: 100 }), ([step, count], times, where) => {
				const position = 1 + (where % (count - 1));
				const all = Array.from({ length: count }, (_, index) => (index + (index < position ? 0 : times - 1)) * step);
				const taken = all.map((at) => ({ at, values: { a: 1 }, migrating: undefined }));
				const drawn = columns(decimate(taken, ['a'], EVER, 1000));
				const missing = drawn.values.a?.flatMap((one, row) => (one === null ? [row] : []));
				assert.deepEqual(missing, times > 3 ? [position] : []);
			}),
		);
	});

	claim('show each value: joined with a neighbour, or as a point', async (holds) => {
		await holds(
			fc.property(live, (from) => {
				const { values } = columns(from);
				for (const all of Object.values(values)) {
					const lone = new Set(lonePoints(all));
					// Rows at which another statistic is missing are not about this one.
					const own = [...all.entries()].filter(([, one]) => one !== undefined);
					for (const [place, [row, one]] of own.entries()) {
						const joined = [own[place - 1], own[place + 1]].some((other) => (other?.[1] ?? null) !== null);
						assert.equal(lone.has(row), one !== null && !joined);
					}
				}
			}),
		);
	});

	claim('have an axis that holds zero and every value, and is never empty', async (holds) => {
		const bound = fc.option(fc.double({ noNaN: true, min: -1e300, max: 1e300 }));
		await holds(
			fc.property(bound, bound, fc.option(fc.constant(100), { nil: undefined }), (one, other, fixed) => {
				const [min, max] = one !== null && other !== null ? [Math.min(one, other), Math.max(one, other)] : [one, other];
				const [low, high] = valueRange(min, max, fixed);
				assert.ok(Number.isFinite(low) && Number.isFinite(high) && low < high, `${low} ${high}`);
				assert.ok(low <= 0 && high >= 0 && low <= (min ?? 0) && high >= (max ?? 0));
			}),
		);
	});

	claim('are counted, and looked up by time, in their order', async (holds) => {
		await holds(
			fc.property(live, fc.nat({ max: 10_000_000 }), (from, after) => {
				const drawn = columns(from);
				const at = (from.times[0] ?? 0) + after;
				assert.equal(sampleUpTo(drawn, at), from.times.filter((time) => time <= at).length - 1);
				assert.equal(sampleUpTo(drawn, undefined), from.times.length - 1);
				const chart = {
					series: PLAN.series.map(([stat, label, color]) => ({ stat, label, color })),
				} as unknown as Chart;
				const filled = from.times.filter((_, row) => from.values.a[row] !== null || from.values.b[row] !== null);
				assert.equal(sampleCount(chart, from), filled.length);
			}),
		);
	});
});

given('the words for any samples', (claim) => {
	claim('name the newest, first, lowest and highest value of each series', async (holds) => {
		const format = new Format('en');
		await holds(
			fc.property(samples, (all) => {
				const { summary, series } = chartOf(PLAN, all, format);
				assert.doesNotMatch(summary, MISPRINT);
				assert.deepEqual(
					series.map(({ stat }) => stat),
					['a', 'b'],
				);
				const sentences = ['First', 'Second'].map((label, index) => {
					const found = all.flatMap(({ values }) => values[index === 0 ? 'a' : 'b'] ?? []);
					const [now, first] = [found.at(-1), found[0]];
					return now === undefined || first === undefined
						? `${label}: no values yet.`
						: `${label}: now ${format.number(now)}, first ${format.number(first)}, lowest ${format.number(
								Math.min(...found),
							)}, highest ${format.number(Math.max(...found))}, ${found.length} samples.`;
				});
				assert.equal(summary, sentences.join(' '));
			}),
		);
	});
});

given('any number and time', (claim) => {
	const number = fc.double({ noNaN: true, noDefaultInfinity: true });
	const locale = fc.oneof(
		fc.constantFrom('en', 'de', 'zh-cn', 'fr', 'pt-br', 'ar', 'x', 'en_US', ''),
		fc.stringMatching(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/),
		fc.string({ maxLength: 8 }),
	);

	claim('is put into words in any language, and none of them is a slip of the machine', async (holds) => {
		await holds(
			fc.property(locale, number, fc.integer({ min: -8.64e15, max: 8.64e15 }), (tag, figure, at) => {
				const [host, page] = [new Format(tag), formats(tag)];
				const now = Date.UTC(2025, 2, 4, 12);
				const words = [
					...[host.integer(figure), host.number(figure), host.short(figure), page.number(figure), page.short(figure)],
					...[
						host.dateTime(at),
						host.clock(at),
						host.time(at),
						page.minute(at),
						page.second(at),
						page.day(at),
						page.full(at),
						page.date(at),
						page.range(Math.min(at, now), Math.max(at, now)),
					],
					...[host.age(at, now), host.duration(at)],
				];
				for (const text of words) {
					assert.ok(text !== '');
					assert.doesNotMatch(text, MISPRINT);
				}
			}),
		);
	});

	claim(
		'is longer in words when it is a longer time',
		async (holds) => {
			const format = new Format('en');
			const units = { s: 1, min: 60, h: 3_600, d: 86_400 };
			const seconds = (text: string): number =>
				[...text.matchAll(/(\d+) (s|min|h|d)\b/g)].reduce(
					(sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
					0,
				);
			await holds(
				fc.property(fc.nat({ max: 4_000_000_000 }), fc.nat({ max: 4_000_000_000 }), (a, b) => {
					const [short, long] = [Math.min(a, b), Math.max(a, b)].map((ms) => seconds(format.duration(ms)));
					assert.ok(
						(short ?? 0) <= (long ?? 0),
						`${format.duration(Math.min(a, b))} > ${format.duration(Math.max(a, b))}`,
					);
					const told = seconds(format.duration(a)) * 1000;
					// Half of the smallest unit that is told; from two days on that is the hour, rounded down.
					const off = a < 59_500 ? 500 : a < 48 * 3_600_000 ? 30_500 : 3_600_500;
					assert.ok(Math.abs(told - a) <= off, `${format.duration(a)} for ${a} ms`);
				}),
			);
		},
		500,
	);
});
