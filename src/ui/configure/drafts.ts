/** What was entered in forms that were closed: kept without passwords, in this window's memory alone, so that a closed tab loses nothing. */
import { refKey, type TaskRef } from '../../migration/task';
import type { FormDraft } from './protocol';

/** Forms of which it is kept; the one that was typed in longest ago makes room. */
const MOST = 50;

const drafts = new Map<string, FormDraft>();

/** Keeps what stands in a task's form; a draft without values is forgotten. */
export function keepDraft(ref: TaskRef, { values, passwords }: FormDraft): void {
	const key = refKey(ref);
	drafts.delete(key);
	if (values) {
		const [source, target] = [values.source_instance, values.target_instance].map((end) => ({ ...end, password: '' }));
		drafts.set(key, {
			values: { ...values, ...(source && target ? { source_instance: source, target_instance: target } : {}) },
			passwords,
		});
	}
	const [oldest] = drafts.keys();
	if (drafts.size > MOST && oldest !== undefined) {
		drafts.delete(oldest);
	}
}

/** What was entered in a task's form and neither sent nor discarded. */
export function draftFor(ref: TaskRef): FormDraft | undefined {
	return drafts.get(refKey(ref));
}
