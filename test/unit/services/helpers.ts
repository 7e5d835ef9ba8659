/** Help for tests of what people see: details by their wire path, tasks as their services read them, and clients that get one answer without any network. */
import { readFileSync } from 'node:fs';
import { CloudHttp } from '../../../src/cloud/http';
import type { Authorizer, CloudRequest, CloudResponse } from '../../../src/cloud/request';
import { readRow, type Table } from '../../../src/cloud/tableReader';
import { Format } from '../../../src/migration/format';
import type { DatedReading } from '../../../src/migration/ports';
import type { Sample } from '../../../src/migration/sample';
import type { TaskRef, WireFields } from '../../../src/migration/task';
import type { DetailField, Section, SubTaskStep } from '../../../src/migration/viewModel';
import { dcs } from '../../../src/services/dcs';
import { DcsClient } from '../../../src/services/dcs/client';
import { DCS_MIGRATION_TASK } from '../../../src/services/dcs/schema';
import type { ServiceDefinition, SourceDeps } from '../../../src/services/definition';
import { sms } from '../../../src/services/sms';
import { SmsClient } from '../../../src/services/sms/client';
import { SMS_TASK } from '../../../src/services/sms/schema';

export const format = new Format('en');
export const NOW = Date.UTC(2024, 5, 1, 12, 0, 0);
export const signal = new AbortController().signal;

/** A documented example, as it stands on the API page. */
export function example(name: string): unknown {
	return JSON.parse(readFileSync(`test/fixtures/api/${name}.json`, 'utf8'));
}

/** Every field that the page shows, wherever it stands, titles of the two cards included. */
export function fieldsIn(sections: readonly Section[]): DetailField[] {
	return sections.flatMap((section) => {
		if (section.layout === 'fields') {
			return section.fields;
		}
		if (section.layout === 'steps') {
			return [];
		}
		return [section.from, section.to].flatMap(({ title, titleField, also, note, fields }) => [
			...(titleField ? [{ field: titleField, label: title, value: title, ...(also ? { also } : {}) }] : []),
			...(note ? [note] : []),
			...fields,
		]);
	});
}

export function fieldAt(sections: readonly Section[], field: string): DetailField | undefined {
	return fieldsIn(sections).find((fact) => fact.field === field);
}

export function stepsIn(sections: readonly Section[]): readonly SubTaskStep[] {
	return sections.flatMap((section) => (section.layout === 'steps' ? section.steps : []));
}

const DEFINITIONS = { dcs, sms } as const;
/** What the client of each service reads its tasks by, from the list and alone. */
const TABLES = { dcs: DCS_MIGRATION_TASK, sms: SMS_TASK } as const satisfies Record<string, Table>;

type Service = keyof typeof DEFINITIONS;
type FieldsOf<S extends Service> = (typeof DEFINITIONS)[S] extends ServiceDefinition<infer F> ? F : never;
type TaskOf<S extends Service> = ReturnType<(typeof DEFINITIONS)[S]['readTask']>;

export function ref(service: Service, id = 'task-1'): TaskRef {
	return { connectionId: 'production', service, id };
}

/** A row of the list or an answer with details, read as the client reads it. */
export function reading<S extends Service>(service: S, raw: WireFields, at = NOW): DatedReading<FieldsOf<S>> {
	const row = readRow<Table>(TABLES[service], structuredClone(raw), () => undefined);
	return { fields: row.fields as FieldsOf<S>, raw: row.raw, at };
}

/** The task that a service makes of a row of its list and, where they are given, of details and the newest sample; all read at NOW. */
export function taskOf<S extends Service>(
	service: S,
	list: WireFields | undefined,
	detail?: WireFields,
	sample?: Sample,
): TaskOf<S> {
	const { readTask } = DEFINITIONS[service] as ServiceDefinition;
	return readTask(ref(service), {
		list: list && reading(service, list),
		detail: detail && reading(service, detail),
		sample,
	}) as TaskOf<S>;
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
		super({ timeoutMs: () => 30_000 });
	}

	override async send(request: CloudRequest): Promise<CloudResponse> {
		this.asked.push(request);
		return { status: 200, json: structuredClone(this.answer), header: () => null, requestId: undefined };
	}
}

const nobody: Authorizer = { authorize: async () => ({ headers: {}, secrets: [], ended: () => false }) };

/** What a source or client is built from, with every answer the same. */
export function depsOf(answer: unknown, more: Partial<SourceDeps> = {}): { deps: SourceDeps; http: CannedHttp } {
	const http = new CannedHttp(answer);
	const deps: SourceDeps = {
		http,
		authorizer: nobody,
		endpoint: 'https://service.example.com',
		projectId: async () => 'p1',
		domainId: async () => undefined,
		onMalformed: () => undefined,
		...more,
	};
	return { deps, http };
}

export function dcsClient(answer: unknown): { client: DcsClient; http: CannedHttp } {
	const { deps, http } = depsOf(answer, { endpoint: 'https://dcs.example.com' });
	return { client: new DcsClient(deps), http };
}

export function smsClient(answer: unknown): { client: SmsClient; http: CannedHttp } {
	const { deps, http } = depsOf(answer, { endpoint: 'https://sms.example.com' });
	return { client: new SmsClient(deps), http };
}
