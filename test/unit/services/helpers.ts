/** Help for tests of what people are told: facts by their wire path, and clients that get one answer without any network. */
import { readFileSync } from 'node:fs';
import { type Authorizer, CloudHttp, type CloudRequest, type CloudResponse } from '../../../src/cloud/http';
import { Format } from '../../../src/migration/format';
import type { Sample } from '../../../src/migration/sample';
import type { TaskRef } from '../../../src/migration/task';
import type { Fact, Section, Step } from '../../../src/migration/viewModel';
import { DcsClient } from '../../../src/services/dcs/client';
import { SmsClient } from '../../../src/services/sms/client';

export const format = new Format('en');
export const NOW = Date.UTC(2024, 5, 1, 12, 0, 0);
export const signal = new AbortController().signal;

/** A documented example, as it stands on the API page. */
export function example(name: string): unknown {
	return JSON.parse(readFileSync(`test/fixtures/api/${name}.json`, 'utf8'));
}

/** Every fact of the page, wherever it stands, titles of the two cards included. */
export function factsIn(sections: readonly Section[]): Fact[] {
	return sections.flatMap((section) => {
		if (section.layout === 'facts') {
			return section.facts;
		}
		if (section.layout === 'steps') {
			return [];
		}
		return [section.from, section.to].flatMap(({ title, titleField, also, note, facts }) => [
			...(titleField ? [{ field: titleField, label: title, value: title, ...(also ? { also } : {}) }] : []),
			...(note ? [note] : []),
			...facts,
		]);
	});
}

export function factAt(sections: readonly Section[], field: string): Fact | undefined {
	return factsIn(sections).find((fact) => fact.field === field);
}

export function stepsIn(sections: readonly Section[]): readonly Step[] {
	return sections.flatMap((section) => (section.layout === 'steps' ? section.steps : []));
}

export function ref(service: 'dcs' | 'sms', id = 'task-1'): TaskRef {
	return { connectionId: 'production', service, id };
}

/** Samples five seconds apart, the first at NOW. */
export function samplesOf(
	values: readonly Readonly<Record<string, number | null>>[],
	migrating: boolean | undefined = true,
	every = 5_000,
): Sample[] {
	return values.map((one, index) => ({ at: NOW + index * every, values: one, migrating }));
}

/** Answers every request with the same JSON, and remembers what was asked. */
export class CannedHttp extends CloudHttp {
	readonly asked: CloudRequest[] = [];

	constructor(private readonly answer: unknown) {
		super({ timeoutMs: () => 1_000 });
	}

	override async send(request: CloudRequest): Promise<CloudResponse> {
		this.asked.push(request);
		return { status: 200, json: structuredClone(this.answer), header: () => null, requestId: undefined };
	}
}

const nobody: Authorizer = { authorize: async () => ({}), rejected: () => false };

export function dcsClient(answer: unknown): { client: DcsClient; http: CannedHttp } {
	const http = new CannedHttp(answer);
	return { client: new DcsClient(http, nobody, { endpoint: 'https://dcs.example.com', projectId: () => 'p1' }), http };
}

export function smsClient(answer: unknown): { client: SmsClient; http: CannedHttp } {
	const http = new CannedHttp(answer);
	return { client: new SmsClient(http, nobody, { endpoint: 'https://sms.example.com' }), http };
}
