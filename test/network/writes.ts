/** What a bad network does to a configuration on its way, and what has to be told of it. One row a fault. */
import { answer, type Fault } from './faultProxy';
import { captivePortal, DCS_FAULT, instead, json, proxyLogin, redirect } from './faults';

export interface WriteFault {
	readonly fault: string;
	/** What becomes of an exchange; `closed`: nothing listens. */
	readonly plan: ((isWrite: boolean) => Fault) | 'closed';
	/** How many configurations the service hears of. */
	readonly heard: 0 | 1;
	/** `done`: no answer came, but the task says that it was. `doubt`: nothing says anything. */
	readonly outcome: 'taken' | 'refused' | 'done' | 'doubt';
	/** What the person reads. */
	readonly says: RegExp;
	/** How long an attempt is waited for in the test, ms, where the fault is that nothing comes. */
	readonly timeout?: number;
}

const PASS: Fault = { kind: 'pass' };
const SHORT = 400;
const ofWrite = (fault: Fault) => (isWrite: boolean) => (isWrite ? fault : PASS);
const ofAll = (fault: Fault) => () => fault;
const GATEWAY = answer('502 Bad Gateway', { 'Content-Type': 'text/html' }, '<html><h1>502</h1></html>');

const NOT_KNOWN = /no answer came back, so it is not known/;
/** Done, and the answer lost. */
const LOST = { heard: 1, outcome: 'done', says: NOT_KNOWN } as const;
/** Never arrived, and nobody can tell. */
const VANISHED = { heard: 0, outcome: 'doubt', says: NOT_KNOWN } as const;
/** Done, and nothing can be read any more. */
const DARK = { heard: 1, outcome: 'doubt', says: NOT_KNOWN } as const;

export const WRITES: readonly WriteFault[] = [
	{ fault: 'all is well', plan: ofAll(PASS), heard: 1, outcome: 'taken', says: /configured and has started/ },
	{
		fault: 'the answer comes late, but in time',
		plan: ofAll({ kind: 'delay', ms: 100 }),
		heard: 1,
		outcome: 'taken',
		says: /configured and has started/,
	},
	{ fault: 'nothing listens', plan: 'closed', heard: 0, outcome: 'refused', says: /refuses connections/ },
	{ fault: 'reset before the request arrives', plan: ofWrite({ kind: 'cutBefore' }), ...VANISHED },
	{ fault: 'reset before the answer', plan: ofWrite({ kind: 'cutAnswer' }), ...LOST },
	{ fault: 'reset within the answer', plan: ofWrite({ kind: 'cutBody', bytes: 10 }), ...LOST },
	{ fault: 'the answer ends too early', plan: ofWrite({ kind: 'cutBody', bytes: 10, politely: true }), ...LOST },
	{ fault: 'no answer in time', plan: ofWrite({ kind: 'stall', bytes: 0 }), ...LOST, timeout: SHORT },
	{ fault: 'the answer stops in the middle', plan: ofWrite({ kind: 'stall', bytes: 100 }), ...LOST, timeout: SHORT },
	{ fault: 'a byte of the answer now and then', plan: ofWrite({ kind: 'drip', ms: 100 }), ...LOST, timeout: SHORT },
	{ fault: 'a gateway loses sight of the service', plan: ofWrite({ kind: 'afterwards', answer: GATEWAY }), ...LOST },
	{
		fault: 'the answer of the service is taken for a web page',
		plan: ofWrite({ kind: 'afterwards', answer: answer('200 OK', { 'Content-Type': 'text/html' }, '<html></html>') }),
		...LOST,
	},
	{ fault: 'reset before the answer, and then nothing goes any more', plan: ofAll({ kind: 'cutAnswer' }), ...DARK },
	{ fault: 'no answer in time, to nothing', plan: ofAll({ kind: 'stall', bytes: 0 }), ...DARK, timeout: SHORT },
	{ fault: '408 of a proxy', plan: ofWrite(instead('408 Request Timeout')), ...VANISHED },
	{ fault: '504 of a gateway', plan: ofWrite(instead('504 Gateway Timeout')), ...VANISHED },
	{ fault: '503 of a gateway', plan: ofWrite(instead('503 Service Unavailable')), ...VANISHED },
	{ fault: 'a captive portal', plan: ofWrite(captivePortal), ...VANISHED },
	{ fault: 'a redirect to a sign-in page', plan: ofWrite(redirect), ...VANISHED },
	{ fault: '200 with nothing', plan: ofWrite(json('200 OK', '')), ...VANISHED },
	{ fault: 'half of the JSON', plan: ofWrite(json('200 OK', '{"id":')), ...VANISHED },
	{
		fault: '429',
		plan: ofWrite(
			json('429 Too Many Requests', '{"error_code":"APIGW.0308","error_msg":"slow"}', { 'Retry-After': '1' }),
		),
		heard: 0,
		outcome: 'refused',
		says: /too many requests/,
	},
	{
		fault: 'a proxy that wants a password',
		plan: ofWrite(proxyLogin),
		heard: 0,
		outcome: 'refused',
		says: /proxy .* asks for a sign-in/,
	},
	{
		fault: 'a fault that the service itself reports',
		plan: ofWrite(json('500 Internal Server Error', DCS_FAULT)),
		heard: 0,
		outcome: 'refused',
		says: /DCS\.5000/,
	},
	{
		fault: 'the service refuses a value',
		plan: ofWrite(json('400 Bad Request', '{"error_code":"DCS.4063","error_msg":"Invalid addrs"}')),
		heard: 0,
		outcome: 'refused',
		says: /Invalid addrs/,
	},
];
