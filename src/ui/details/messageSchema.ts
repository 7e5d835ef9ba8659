/** What the details page may say to its panel; anything else is dropped. */
import * as v from 'valibot';
import { MAX_PASTE } from '../../migration/keyspaces/parse';
import { MAX_PATH } from './plainSnapshot';

const Pasted = v.pipe(v.string(), v.maxLength(MAX_PASTE));

export const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('refresh') }),
	v.object({ type: v.literal('pause'), paused: v.boolean() }),
	v.object({ type: v.literal('configure') }),
	v.object({ type: v.literal('copy'), field: v.pipe(v.string(), v.maxLength(MAX_PATH)) }),
	v.object({ type: v.literal('whole'), field: v.pipe(v.string(), v.maxLength(MAX_PATH + 20)) }),
	v.object({ type: v.literal('copyJson') }),
	v.object({ type: v.literal('console') }),
	v.object({ type: v.literal('keyspaces'), source: Pasted, target: Pasted }),
	v.object({ type: v.literal('copyKeyspaces') }),
	v.object({
		type: v.literal('remedy'),
		action: v.picklist(['refresh', 'updateCredential', 'editConnection', 'openSandbox']),
	}),
]);
