import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner';
import {
	canonicalRequest,
	encode,
	expectedSignature,
	type KeyPair,
	parseAuthorization,
	type SignableRequest,
	sign,
} from '../../../src/cloud/sign';

const keys: KeyPair = { accessKey: 'EXAMPLEACCESSKEY0001', secretKey: 'ExampleSecretKeyForDocsOnly0123456789abcd' };
const project = '0123456789abcdef0123456789abcdef';
const date = new Date('2025-01-02T03:04:05Z');

interface Example {
	readonly name: string;
	readonly request: SignableRequest;
	readonly keys?: KeyPair;
	readonly hash: string;
	readonly signature: string;
}

const list = new URL(
	`https://dcs.cn-north-4.myhuaweicloud.com/v2/${project}/migration-tasks?offset=0&limit=10&name=my%20task%2F1~a`,
);
const json = { 'X-Project-Id': project, 'content-type': 'application/json' };

const examples: readonly Example[] = [
	{
		name: 'a listing with a query',
		request: { method: 'GET', url: list, headers: { 'X-Project-Id': project } },
		hash: '7d820817f1b1b771a9ca38c8637a6aefea0da34f94265901f25c969e0a9074f5',
		signature: '0a6f7a3a8f7340c3d8a78ef8ca81a27e40aaf8dde989f7bc1f27506d069d36bb',
	},
	{
		name: 'a listing with a signed content type',
		request: { method: 'GET', url: list, headers: json },
		hash: '107962423b89459f1fa348fa3e2e1ac08c5b2c6412802385cace853d84ef2061',
		signature: '2181bff42c5d6a49c7f3562240491738cb39e7a903b4ec858cad7f2f28545afa',
	},
	{
		name: 'a change with a body',
		request: {
			method: 'PUT',
			url: new URL(
				`https://dcs.cn-north-4.myhuaweicloud.com/v2/${project}/migration-task/b21989ec-2889-4b8e-99db-19c073425ec2`,
			),
			headers: json,
			body: '{"resume_mode":"auto"}',
		},
		hash: '3fd3998a9ded7b0363e0236cac5372f3cce024d617537fb92f01ece970b1ba96',
		signature: '945c96769ca2e189e4ec19078945c4c0b9fb95a685316a61ee95de96b2cbd552',
	},
	{
		name: 'temporary keys',
		keys: { ...keys, securityToken: 'EXAMPLETOKEN==' },
		request: {
			method: 'GET',
			url: new URL('https://sms.ap-southeast-3.myhuaweicloud.com/v3/tasks?limit=100&offset=0&state=RUNNING'),
			headers: { 'X-Domain-Id': 'dddddddddddddddddddddddddddddddd' },
		},
		hash: 'f4cf102f9de207198e61d31672678bee82e113debddb0bf15c83d5f2c4d21d22',
		signature: '0bb8d7fd3deaad5500e40c58501eeee5eb53cfe936bbae963a3afcd6bbca849b',
	},
	{
		name: 'a deletion with a body',
		request: {
			method: 'DELETE',
			url: new URL(`https://dcs.cn-north-4.myhuaweicloud.com/v2/${project}/migration-tasks/delete`),
			headers: json,
			body: '{"task_id_list":["2fb6b7e2-5eb8-4380-9d60-ce8d12b19aca"]}',
		},
		hash: 'c98e90e92fe8ecf08efcd6eb64ce6dc8422820c1a53d64874004832bcb77dc4f',
		signature: 'dd9bfcfc0e925a549475aefdc263336d5d31bcbe4c8b9b7ac2007eebe7481517',
	},
];

describe('signing', () => {
	for (const example of examples) {
		it(`signs ${example.name} as the worked example says`, () => {
			const sent = sign(example.request, example.keys ?? keys, date);
			const read = parseAuthorization(sent.Authorization ?? '');
			assert.ok(read);
			assert.equal(read.accessKey, keys.accessKey);
			assert.equal(read.signature, example.signature);
			const covered = {
				...example.request,
				headers: { ...example.request.headers, ...sent, Host: example.request.url.host },
			};
			assert.equal(
				createHash('sha256').update(canonicalRequest(covered, read.signedHeaders)).digest('hex'),
				example.hash,
			);
			assert.equal(sent['X-Sdk-Date'], '20250102T030405Z');
			assert.equal(sent['X-Security-Token'], example.keys?.securityToken);
		});
	}
});

/** A small seeded generator, so that every run signs the same requests. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}

describe('signing beside the official SDK', () => {
	/*
	 * Left out, because the SDK is known to sign otherwise there: path segments that are encoded already (it encodes them twice), lone
	 * surrogates, names that sort differently by language than by code point, header values with blanks around them, and bodies given as
	 * text (it hashes them as a JSON string). Names beyond the BMP sort differently by UTF-16 unit.
	 */
	const words = [
		'a',
		'task 1',
		'my/task',
		'~tilde~',
		"it's",
		'a*b',
		'(x)',
		'ü',
		'迁移',
		'😀',
		'a+b',
		'a&b=c',
		'100%',
		'',
		'?',
		'#',
		'A',
		'0',
		'!',
		'"',
		'[1]',
		'a:b@c',
		'|',
	];
	const random = seeded(20_250_102);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
	const cases = Array.from({ length: 300 }, (_, index) => ({
		index,
		method: pick(['GET', 'POST', 'PUT', 'DELETE']),
		host: pick([
			'dcs.eu-de.otc.t-systems.com',
			'sms.ap-southeast-3.myhuaweicloud.com',
			'127.0.0.1:8443',
			'localhost:9',
		]),
		path: `/v2/${pick(['0123456789abcdef', 'a_b.c-d~e'])}/${pick(['migration-tasks', 'migration-task/a276c1ff', 'migration/x/task', ''])}`,
		query: Object.fromEntries(
			Array.from({ length: Math.floor(random() * 5) }, () => [pick(words.filter(Boolean)), pick(words)]),
		),
		headers: Object.fromEntries([
			...(random() < 0.5 ? [['X-Project-Id', '0123456789abcdef']] : []),
			...(random() < 0.5 ? [['X-Domain-Id', 'dddddddd']] : []),
			...(random() < 0.5 ? [['content-type', 'application/json']] : []),
		]) as Record<string, string>,
		body: random() < 0.5 ? { name: pick(words), list: [1, null, pick(words)], nested: { a: random() } } : undefined,
		securityToken: random() < 0.3 ? 'TEMPORARY+/==' : undefined,
	}));

	for (const { index, method, host, path, query, headers, body, securityToken } of cases) {
		it(`agrees on generated request ${index + 1}`, () => {
			const search = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
			const url = new URL(`https://${host}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`);
			const text = body === undefined ? {} : { body: JSON.stringify(body) };
			const own = sign(
				{ method, url, headers, ...text },
				{ ...keys, ...(securityToken ? { securityToken } : {}) },
				date,
			);
			const theirs = AKSKSigner.sign(
				{
					method,
					endpoint: `https://${host}${path}`,
					queryParams: query,
					headers: {
						...headers,
						'X-Sdk-Date': '20250102T030405Z',
						...(securityToken ? { 'X-Security-Token': securityToken } : {}),
					},
					data: body,
				} as never,
				{ getAk: () => keys.accessKey, getSk: () => keys.secretKey } as never,
			) as Record<string, string>;
			assert.equal(own.Authorization, theirs.Authorization);
		});
	}
});

describe('checking a signature', () => {
	const request: SignableRequest = { method: 'GET', url: list, headers: { 'X-Project-Id': project } };

	it('expects what was signed, whatever the case of the header names', () => {
		const sent = sign(request, keys, date);
		const read = parseAuthorization(sent.Authorization ?? '');
		assert.ok(read);
		const received = { host: request.url.host, 'x-project-id': project, 'x-sdk-date': '20250102T030405Z' };
		assert.equal(
			expectedSignature({ ...request, headers: received }, read.signedHeaders, keys.secretKey),
			read.signature,
		);
	});

	it('tells a wrong key, a changed header, a changed query and a changed body', () => {
		const headers = { host: request.url.host, 'x-project-id': project, 'x-sdk-date': '20250102T030405Z' };
		const names = ['host', 'x-project-id', 'x-sdk-date'];
		const right = expectedSignature({ ...request, headers }, names, keys.secretKey);
		const others = [
			expectedSignature({ ...request, headers }, names, `${keys.secretKey}x`),
			expectedSignature({ ...request, headers: { ...headers, 'x-project-id': 'other' } }, names, keys.secretKey),
			expectedSignature({ ...request, headers, url: new URL(`${list.href}&x=1`) }, names, keys.secretKey),
			expectedSignature({ ...request, headers, body: '{}' }, names, keys.secretKey),
		];
		assert.ok(!others.includes(right));
		assert.equal(new Set(others).size, others.length);
	});

	it('reads no other scheme', () => {
		for (const value of [
			'',
			'Bearer abc',
			'SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature=ab',
			'Basic SDK-HMAC-SHA256',
		]) {
			assert.equal(parseAuthorization(value), undefined);
		}
	});
});
