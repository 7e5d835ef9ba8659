/** What "Configuring an Online Data Migration Task" accepts, and what it answers to anything else. */

import { invalid, readBody } from './dcsBody';
import type { DcsTask } from './dcsTask';
import { runningPlan } from './dcsTask';
import type { Instances } from './instanceChoice';
import type { End } from './instances';
import { at, selfHosted } from './instances';
import { asObject } from './json';
import { between } from './random';
import type { Answer } from './respond';
import { dcsError, dcsNotNow } from './respond';
import { statusOf } from './simulation';

/** The password that no instance with a password takes. */
export const WRONG_PASSWORD = 'wrong';

/** The task as configured, or why not. `time`: simulated seconds. */
export function configured(
	task: DcsTask,
	bodyText: string,
	instances: Instances,
	seed: number,
	time: number,
): { readonly task: DcsTask } | { readonly refused: Answer } {
	const read = readBody(bodyText);
	if ('refused' in read) {
		return read;
	}
	const { body } = read;
	if (task.type !== 'online_migration') {
		return { refused: dcsError(400, 'DCS.4026', 'This operation is not allowed in the current state.') };
	}
	const status = statusOf(task, time);
	if (status === 'CREATING') {
		return { refused: dcsError(400, 'DCS.4017', 'The instance job is still running. Try again later.') };
	}
	if (status !== 'RUNNING' || task.deletedAt !== undefined) {
		return {
			refused: dcsNotNow(),
		};
	}
	const { migration_method: method, resume_mode: resume, bandwidth_limit_mb: bandwidth } = body;
	if (method !== 'full_amount_migration' && method !== 'incremental_migration') {
		return { refused: invalid('migration_method') };
	}
	if (resume !== 'auto' && resume !== 'manual') {
		return { refused: invalid('resume_mode') };
	}
	const limit = readBandwidth(bandwidth);
	if (limit === 'invalid') {
		return { refused: invalid('bandwidth_limit_mb') };
	}
	const source = readEnd('source_instance', body.source_instance, instances);
	if ('refused' in source) {
		return source;
	}
	const target = readEnd('target_instance', body.target_instance, instances);
	if ('refused' in target) {
		return target;
	}
	const { bandwidth: _old, ...rest } = task;
	return {
		task: {
			...rest,
			method,
			resume,
			source: source.end,
			target: target.end,
			plan: runningPlan(time, { keys: between(900_000, 6_000_000, seed, task.id, 'keys') }),
			coarse: true,
			incremental: 'INCRMIGEATING',
			...(limit === undefined ? {} : { bandwidth: limit }),
		},
	};
}

/** A whole number of MB/s from 1 to 10,240: declared a string, a number in the page's example; null and '' for none. */
function readBandwidth(value: unknown): string | undefined | 'invalid' {
	if (value === undefined || value === null || value === '') {
		return undefined;
	}
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || !/^[1-9]\d{0,4}$/.test(text) || Number(text) > 10_240) {
		return 'invalid';
	}
	return text;
}

/** One end of a migration as the bodies name it, its password checked; or why it cannot be one. */
export function readEnd(
	field: string,
	value: unknown,
	instances: Instances,
): { readonly end: End } | { readonly refused: Answer } {
	const given = asObject(value);
	if (!given) {
		return { refused: invalid(field) };
	}
	const { id = null, addrs = null, password = null } = given;
	if (password !== null && typeof password !== 'string') {
		return { refused: invalid(`${field}.password`) };
	}
	if (id !== null && id !== '') {
		const instance = instances.find(id);
		if (!instance) {
			return { refused: dcsError(404, 'DCS.3022', 'This DCS instance does not exist.') };
		}
		if (instance.status !== 'RUNNING') {
			return {
				refused: dcsError(
					400,
					'DCS.4049',
					'This operation is not allowed when the instance is not in the running state.',
				),
			};
		}
		if (instance.hasPassword && (password === null || password === '' || password === WRONG_PASSWORD)) {
			return { refused: dcsError(400, 'DCS.4080', 'Instance password verify failed.') };
		}
		return { end: at(instance) };
	}
	if (typeof addrs !== 'string' || addrs === '') {
		return { refused: invalid(field) };
	}
	if (!addrs.split(',').every(isAddress)) {
		return { refused: invalid(`${field}.addrs`) };
	}
	if (password === WRONG_PASSWORD) {
		return { refused: dcsError(400, 'DCS.4080', 'Instance password verify failed.') };
	}
	return { end: selfHosted(addrs) };
}

/** `host:port` with a port from 1 to 65,535. */
function isAddress(text: string): boolean {
	const parts = /^([A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text);
	const port = Number(parts?.[2]);
	return port >= 1 && port <= 65_535;
}
