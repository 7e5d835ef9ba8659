/** Well-formed JSON that keeps no promise: what a reader of answers must survive. */
import { HOSTILE } from './hostileTexts';

const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const HUGE = 'x'.repeat(100_000);
/** Right-to-left override, zero width, control and lone surrogate. */
const ODD = '\u202egnp.exe\u202c \u200b\u0000\u0007\ud800 $(whoami) [link](command:workbench.action.quit)';

/**
 * Spoils the answer of a path. The good rows of a list stay in it, among the bad ones and a task for each text of the table. These tasks run, or have
 * failed where `failed` is set.
 */
export function hostileJson(path: string, good: unknown, failed = false): string {
	const text = JSON.stringify(hostileBody(path, good, failed));
	// An object literal cannot spell an own `__proto__`; the text of it can.
	return text.replace(/^\{/, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},');
}

/** The details, or the statistics, of one of the tasks that only hostile lists have; undefined for every other path. */
export function hostileDetail(path: string, failed = false): string | undefined {
	const [, number, stats] = /\/hostile-text-(\d+)(\/stats)?$/.exec(path) ?? [];
	const text = number === undefined ? undefined : HOSTILE[Number(number)]?.text;
	if (text === undefined) {
		return undefined;
	}
	const [idKey, nameKey] = path.startsWith('/v3/') ? ['id', 'name'] : ['task_id', 'task_name'];
	return stats === undefined
		? JSON.stringify({ ...textTask(idKey, nameKey, text, Number(number), failed), ...manyThings(text) })
		: hostileJson(path, {});
}

/** A task that is well formed but for the texts in it. */
function textTask(
	idKey: string,
	nameKey: string,
	text: string,
	number: number,
	failed: boolean,
): Record<string, unknown> {
	// Once is enough: lists are read often.
	const short = text.slice(0, 20_000);
	return {
		[idKey]: `hostile-text-${number}`,
		[nameKey]: text,
		status: failed ? 'FAILED' : 'FULLMIGRATING',
		state: failed ? 'MIGRATE_FAIL' : 'RUNNING',
		created_at: '2024-01-01T00:00:00.000Z',
		create_date: 1_704_067_200_000,
		description: short,
		migration_method: short,
		error_message: failed ? short : '',
		error_json: failed ? JSON.stringify({ error_code: 'SMS.0001', error_msg: short }) : '',
		source_instance: { name: short, addrs: short },
		target_instance: { name: short, addrs: short },
		source_server: { name: short, ip: short },
		target_server: { name: short, ip: short },
	};
}

/** Fields that no API page knows, with keys that could be mistaken for something. */
function manyThings(text: string): Record<string, unknown> {
	return {
		long_note: 'word '.repeat(200_000),
		[text.slice(0, 200)]: text.slice(0, 20_000),
		long_list: Array.from({ length: 10_000 }, (_, index) => index),
		deep: nested(200),
		unsafe: Number.MAX_SAFE_INTEGER + 2,
		constructor: text.slice(0, 200),
		toString: null,
		sub_tasks: Array.from({ length: 300 }, (_, id) => ({ id, name: text.slice(0, 500), progress: 40 })),
	};
}

function hostileBody(path: string, good: unknown, failed: boolean): Record<string, unknown> {
	const body: Record<string, unknown> =
		good !== null && typeof good === 'object' && !Array.isArray(good) ? { ...good } : {};
	if (path.endsWith('/stats')) {
		return {
			full_migration_progress: 'NaN',
			offset: -1,
			source_dbsize: '1e400',
			target_dbsize: { value: 7 },
			target_input_kbps: '',
			target_ops: [5300],
			is_migrating: 'perhaps',
		};
	}
	for (const [key, idKey, nameKey] of LISTS) {
		const rows = body[key];
		if (Array.isArray(rows)) {
			return {
				...body,
				count: '12 or so',
				[key]: [...rows, ...badRows(idKey, nameKey, rows[0]), ...textTasks(idKey, nameKey, failed)],
			};
		}
	}
	return { ...body, ...badFields() };
}

const LISTS = [
	['migration_tasks', 'task_id', 'task_name'],
	['tasks', 'id', 'name'],
	['instances', 'instance_id', 'name'],
	['backup_record_response', 'backup_id', 'backup_name'],
	['source_servers', 'id', 'name'],
	['projects', 'id', 'name'],
	['domains', 'id', 'name'],
	['migration_logs', 'log_code', 'message'],
] as const;

function textTasks(idKey: string, nameKey: string, failed: boolean): unknown[] {
	return HOSTILE.map(({ text }, number) => textTask(idKey, nameKey, text, number, failed));
}

function badRows(idKey: string, nameKey: string, first: unknown): unknown[] {
	return [
		null,
		[],
		[[[]]],
		'a row that is a string',
		42,
		true,
		{},
		{ [nameKey]: 'no id', status: 'RUNNING', state: 'RUNNING' },
		{ [idKey]: null, [nameKey]: null, status: null, state: null },
		{ [idKey]: 7, [nameKey]: 99, status: 3, state: 3, created_at: 0, create_date: 'yesterday' },
		{
			[idKey]: 'hostile-html',
			[nameKey]: HTML,
			status: HTML,
			state: HTML,
			error_message: HTML,
			error_json: `{"error_msg":"${'<b>'}`,
		},
		{ [idKey]: 'hostile-odd', [nameKey]: ODD, status: 'RUNNING', state: 'RUNNING', description: ODD },
		{
			[idKey]: 'hostile-huge',
			[nameKey]: HUGE,
			status: 'FAILED',
			state: 'MIGRATE_FAIL',
			error_message: HUGE,
			error_json: HUGE,
		},
		{
			[idKey]: 'hostile-deep',
			[nameKey]: 'deep',
			status: 'MIGRATING',
			state: 'RUNNING',
			source_server: nested(500),
			sub_tasks: nested(500),
		},
		{ [idKey]: '../../../v3/auth/tokens?x=#', [nameKey]: 'path', status: 'MIGRATING', state: 'RUNNING' },
		{ [idKey]: '__proto__', [nameKey]: 'constructor', status: 'toString', state: 'hasOwnProperty' },
		{
			[idKey]: 'hostile-types',
			[nameKey]: ['list'],
			status: ['FAILED'],
			state: { a: 1 },
			sub_tasks: 'none',
			supported_features: { 0: 'x' },
		},
		...(first === undefined ? [] : [first, first]),
	];
}

function badFields(): Record<string, unknown> {
	return {
		task_name: HTML,
		name: HTML,
		description: HUGE,
		created_at: 'soon',
		updated_at: 1e308,
		released_at: -1,
		supported_features: 'none',
		source_instance: ['not', 'an', 'object'],
		target_instance: nested(500),
		backup_files: { files: [null, 'file', { size: {} }] },
		sub_tasks: [null, { progress: 'NaN', name: HTML }, 'SSL_CONFIG'],
		network_check_info: 'good',
	};
}

function nested(depth: number): unknown {
	let value: unknown = 'bottom';
	for (let i = 0; i < depth; i++) {
		value = i % 2 === 0 ? [value] : { deeper: value };
	}
	return value;
}
