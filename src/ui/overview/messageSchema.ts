/** What the page may say, checked before anybody acts on it. */
import * as v from 'valibot';

const key = v.pipe(v.string(), v.maxLength(2_000));
export const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('refresh') }),
	v.object({ type: v.literal('open'), key }),
	v.object({ type: v.literal('pin'), key, on: v.boolean() }),
]);
