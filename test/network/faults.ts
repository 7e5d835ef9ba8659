/** What a bad network does to every exchange for a while, and what the user is told of it. One row a fault. */
import { gzipSync } from 'node:zlib';
import { answer, type Fault } from './faultProxy';

export interface NetworkFault {
	readonly fault: string;
	/** What becomes of each exchange, by its request; `closed`: nothing listens. */
	readonly plan: Fault | ((request: string) => Fault) | 'closed';
	/** What the row in the tree says. */
	readonly seen: string;
	/** What the whole sentence must name. */
	readonly says: RegExp;
	readonly service?: 'dcs' | 'sms';
	/** How long an attempt is waited for in the test, ms, where the fault is that nothing comes. */
	readonly timeout?: number;
	/** How long it may take until all is well again by itself, ms; ten minutes unless given. */
	readonly patience?: number;
	/** Address of loopback that the proxy listens at. */
	readonly listenAt?: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const HTML_TYPE = { 'Content-Type': 'text/html' };
const LIST = '{"count":1,"migration_tasks":[{"task_id":"t","task_name":"n","status":"MIGRATING"}]}';
const PORTAL = '<!DOCTYPE html><html><body>Please sign in to the network.</body></html>';
export const DCS_FAULT = '{"error_code":"DCS.5000","error_msg":"Internal service error"}';
const THROTTLED = '{"error_code":"APIGW.0308","error_msg":"The throttling threshold has been reached"}';
/** A time-out of the test's own, ms, far longer than an exchange on loopback takes. */
const SHORT = 400;

export const instead = (status: string, headers: Record<string, string> = {}, body: string | Buffer = ''): Fault => ({
	kind: 'instead',
	answer: answer(status, headers, body),
});
export const json = (status: string, body: string, headers: Record<string, string> = {}): Fault =>
	instead(status, { ...JSON_TYPE, ...headers }, body);
const raw = (text: string): Fault => ({ kind: 'instead', answer: text });
const throttled = (retryAfter: string, headers: Record<string, string> = {}): Fault =>
	json('429 Too Many Requests', THROTTLED, { 'Retry-After': retryAfter, ...headers });

export const captivePortal = instead('200 OK', HTML_TYPE, PORTAL);
export const proxyLogin = instead('407 Proxy Authentication Required', { 'Proxy-Authenticate': 'Basic' });
export const redirect = instead('302 Found', { Location: 'http://127.0.0.1:9/login' });

const BROKEN = {
	seen: 'not reachable',
	says: /^The connection to 127\.0\.0\.1:\d+ broke before the answer was complete\./,
};
const SILENT = { seen: 'no answer in time', says: /^127\.0\.0\.1:\d+ did not answer within/, timeout: SHORT };
const UNREADABLE = { seen: 'answer not readable', says: /is empty, not JSON or was cut off/ };
const SLOWED = { seen: 'slowed down by the service', says: /too many requests/ };

const CONNECTION: readonly NetworkFault[] = [
	{ fault: 'nothing listens at the address', plan: 'closed', seen: 'not reachable', says: /refuses connections/ },
	{
		fault: 'nothing listens at the IPv6 address',
		plan: 'closed',
		listenAt: '::1',
		seen: 'not reachable',
		says: /^\[::1\]:\d+ refuses connections/,
	},
	{ fault: 'the connection is reset before the request arrives', plan: { kind: 'cutBefore' }, ...BROKEN },
	{ fault: 'the connection is reset before the answer', plan: { kind: 'cutAnswer' }, ...BROKEN },
	{ fault: 'the connection is reset within the answer', plan: { kind: 'cutBody', bytes: 40 }, ...BROKEN },
	{ fault: 'the answer ends too early', plan: { kind: 'cutBody', bytes: 40, politely: true }, ...BROKEN },
	{
		fault: 'the answer is shorter than it says',
		plan: json('200 OK', LIST, { 'Content-Length': '5000' }),
		...BROKEN,
	},
	{
		fault: 'the connection ends after the body, before its end is told',
		plan: raw(
			`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${LIST.length.toString(16)}\r\n${LIST}\r\n`,
		),
		...BROKEN,
	},
	{ fault: 'no answer at all', plan: { kind: 'stall', bytes: 0 }, ...SILENT },
	{ fault: 'the answer stops in the middle', plan: { kind: 'stall', bytes: 250 }, ...SILENT },
	{ fault: 'the answer comes byte by byte, slower than the time-out', plan: { kind: 'drip', ms: 100 }, ...SILENT },
];

const ANSWERS: readonly NetworkFault[] = [
	{
		fault: 'the answer is longer than it says',
		plan: json('200 OK', LIST, { 'Content-Length': '30' }),
		...UNREADABLE,
	},
	{ fault: 'half of the JSON', plan: json('200 OK', LIST.slice(0, 40)), ...UNREADABLE },
	{
		fault: 'a picture in the place of JSON',
		plan: instead('200 OK', { 'Content-Type': 'image/png' }, Buffer.from([0x89, 0x50, 0x4e, 0x47])),
		...UNREADABLE,
	},
	{
		fault: 'a broken gzip',
		plan: instead(
			'200 OK',
			{ ...JSON_TYPE, 'Content-Encoding': 'gzip' },
			Buffer.concat([gzipSync(LIST).subarray(0, 30), Buffer.alloc(30, 7)]),
		),
		...UNREADABLE,
	},
	{ fault: '200 with nothing', plan: json('200 OK', ''), ...UNREADABLE },
	{ fault: 'what answers does not speak HTTP', plan: raw('220 mail.example ESMTP ready\r\n'), ...UNREADABLE },
	{ fault: 'an answer of HTTP/0.9, without any head', plan: raw(PORTAL), ...UNREADABLE },
	{ fault: 'a captive portal', plan: captivePortal, seen: 'answer not readable', says: /web page/ },
	{
		fault: '511 of a network that wants a sign-in',
		plan: instead('511 Network Authentication Required', HTML_TYPE, PORTAL),
		seen: 'answer not readable',
		says: /web page \(HTTP 511\)/,
	},
	{ fault: 'a redirect to a sign-in page', plan: redirect, seen: 'answer not readable', says: /redirects/ },
	{
		fault: 'a proxy that wants a password',
		plan: proxyLogin,
		seen: 'not reachable',
		says: /proxy .* asks for a sign-in/,
	},
];

const STATUSES: readonly NetworkFault[] = [
	{
		fault: '200 with an error in its body',
		plan: json('200 OK', DCS_FAULT),
		seen: 'service error',
		says: /DCS\.5000/,
	},
	{ fault: '408 of a proxy', plan: instead('408 Request Timeout'), seen: 'service error', says: /HTTP 408/ },
	{
		fault: '500 of the service',
		plan: json('500 Internal Server Error', DCS_FAULT),
		seen: 'service error',
		says: /DCS\.5000/,
	},
	{
		fault: '502 of a proxy',
		plan: instead('502 Bad Gateway', HTML_TYPE, '<html><h1>502</h1></html>'),
		seen: 'service error',
		says: /HTTP 502/,
	},
	{
		fault: '503 with a pause',
		plan: json('503 Service Unavailable', '{"error_code":"DCS.5001","error_msg":"Busy"}', { 'Retry-After': '120' }),
		seen: 'service error',
		says: /HTTP 503|DCS\.5001/,
	},
	{ fault: '504 of a gateway', plan: instead('504 Gateway Timeout'), seen: 'service error', says: /HTTP 504/ },
	{ fault: '429', plan: json('429 Too Many Requests', THROTTLED), ...SLOWED },
	...['2', '0', '-5', '0.5', 'wait 10', 'Wed, 21 Oct 2015 07:28:00 GMT', ''].map((retryAfter) => ({
		fault: `429 with Retry-After “${retryAfter}”`,
		plan: throttled(retryAfter),
		...SLOWED,
	})),
	{
		// By the service's own clock, whatever this computer's says.
		fault: '429 with a date that is 5 minutes ahead',
		plan: throttled('Mon, 01 Jan 2035 00:05:00 GMT', { Date: 'Mon, 01 Jan 2035 00:00:00 GMT' }),
		...SLOWED,
	},
	// An hour is the longest pause that is kept.
	{ fault: '429 with Retry-After “4000000000”', plan: throttled('4000000000'), ...SLOWED, patience: 3_600_000 },
];

const PASS: Fault = { kind: 'pass' };
const secondPage = (fault: Fault) => (request: string) => (/offset=[1-9]/.test(request) ? fault : PASS);

const PAGES: readonly NetworkFault[] = [
	{
		fault: 'SMS: the second page of the list is cut off',
		service: 'sms',
		plan: secondPage({ kind: 'cutBody', bytes: 40 }),
		...BROKEN,
	},
	{
		fault: 'SMS: the second page of the list never comes',
		service: 'sms',
		plan: secondPage({ kind: 'stall', bytes: 0 }),
		...SILENT,
	},
	{
		fault: 'SMS: the second page is a captive portal',
		service: 'sms',
		plan: secondPage(captivePortal),
		seen: 'answer not readable',
		says: /web page/,
	},
	{
		fault: 'SMS: 502 of a proxy',
		service: 'sms',
		plan: instead('502 Bad Gateway', HTML_TYPE, '<html><h1>502</h1></html>'),
		seen: 'service error',
		says: /HTTP 502/,
	},
	{ fault: 'SMS: no answer at all', service: 'sms', plan: { kind: 'stall', bytes: 0 }, ...SILENT },
];

export const FAULTS: readonly NetworkFault[] = [...CONNECTION, ...ANSWERS, ...STATUSES, ...PAGES];
