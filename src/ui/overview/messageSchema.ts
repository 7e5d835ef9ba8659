/** What the page may say, checked before anybody acts on it. */
import * as v from 'valibot';
import { MOST_PINNED } from './protocol';

const key = v.pipe(v.string(), v.maxLength(2_000));
const keys = v.pipe(v.array(key), v.maxLength(100_000));

export const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({
		type: v.literal('shown'),
		keys,
		onScreen: keys,
		pinned: v.pipe(v.array(key), v.maxLength(MOST_PINNED)),
	}),
	v.object({ type: v.literal('open'), key }),
	v.object({ type: v.literal('refresh') }),
	v.object({ type: v.literal('connect') }),
	v.object({ type: v.literal('remedy'), key }),
]);
