import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDate } from '../../src/core/dates';
import { given } from './holds';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const day = fc.date({
	min: new Date('1000-01-01T00:00:00Z'),
	max: new Date('9999-12-31T23:59:59.999Z'),
	noInvalidDate: true,
});
const pad = (value: number): string => String(value).padStart(2, '0');

/** `2024-04-01T10:57:00.000` without what says the zone. */
function bare(date: Date): string {
	return date.toISOString().slice(0, -1);
}

function assertReads(text: string | number, at: number, zone: 'utc' | 'unknown'): void {
	assert.deepEqual(readDate(text), { at, text: String(text), zone }, String(text));
}

given('any date', (claim) => {
	claim('reads as the moment it was written at, where it says its zone', async (holds) => {
		await holds(
			fc.property(day, fc.integer({ min: -12 * 60, max: 14 * 60 }), fc.constantFrom('', ':'), (date, offset, colon) => {
				assertReads(date.toISOString(), date.getTime(), 'utc');
				const sign = offset < 0 ? '-' : '+';
				const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}${colon}${pad(Math.abs(offset) % 60)}`;
				assertReads(`${bare(date)}${zone}`, date.getTime() - offset * MINUTE, 'utc');
				assertReads(`${bare(date).slice(0, 19)}Z`, Math.floor(date.getTime() / SECOND) * SECOND, 'utc');
			}),
		);
	});

	claim('reads to the second with an unknown zone, where it says none', async (holds) => {
		await holds(
			fc.property(day, fc.constantFrom('-', '/'), fc.constantFrom(' ', 'T'), (date, dash, between) => {
				const [ymd = '', time = ''] = bare(date).split('T');
				const text = `${ymd.replaceAll('-', dash)}${between}${time.slice(0, 8)}`;
				assertReads(text, Math.floor(date.getTime() / SECOND) * SECOND, 'unknown');
			}),
		);
	});

	claim('reads to the minute with an unknown zone, where it is written in digits alone', async (holds) => {
		await holds(
			fc.property(day, (date) => {
				const digits = bare(date).replace(/\D/g, '').slice(0, 12);
				assertReads(digits, Math.floor(date.getTime() / MINUTE) * MINUTE, 'unknown');
			}),
		);
	});

	claim('reads from ms since 1970 as a number and as text', async (holds) => {
		await holds(
			fc.property(fc.integer({ min: 1_000_000_000_000, max: 8_640_000_000_000_000 }), (ms) => {
				assertReads(ms, ms, 'utc');
				assertReads(String(ms), ms, 'utc');
			}),
		);
	});
});

given('anything in the place of a date', (claim) => {
	const part = fc.oneof(
		fc.nat({ max: 99_999 }).map(String),
		fc.nat({ max: 99 }).map(pad),
		fc.constantFrom(
			'-',
			'/',
			':',
			'T',
			' ',
			'Z',
			'.',
			',',
			'+',
			'99',
			'60',
			'24',
			'00',
			'2024',
			'0000',
			'9999',
			'02',
			'30',
		),
	);
	const text = fc.oneof(
		fc.string(),
		fc.array(part, { maxLength: 16 }).map((parts) => parts.join('')),
		day
			.chain((date) => fc.tuple(fc.constant(date.toISOString()), fc.nat({ max: 23 }), fc.string({ maxLength: 2 })))
			.map(([iso, at, other]) => iso.slice(0, at) + other + iso.slice(at + 1)),
	);

	claim(
		'is a moment that a calendar has, or none; its text stays, and a zone is claimed for a moment alone',
		async (holds) => {
			await holds(
				fc.property(fc.oneof(text, fc.double(), fc.integer(), fc.jsonValue()), (value) => {
					const { at, text: kept, zone } = readDate(value);
					assert.ok(at === undefined || (Number.isInteger(at) && !Number.isNaN(new Date(at).getTime())), String(at));
					assert.ok(at !== undefined || zone === 'unknown');
					assert.equal(kept, typeof value === 'string' || typeof value === 'number' ? String(value) : '');
				}),
			);
		},
		500,
	);
});
