/** What the details page may say to its panel; anything else is dropped. */
import * as v from 'valibot';
import { STEP_ACTIONS } from '../../migration/cutover';
import { MAX_PASTE } from '../../migration/keyspaces/parse';
import { LOG_LEVELS } from '../../migration/taskLog';
import { MAX_LOG_ROWS } from '../../store/logStream';
import { MAX_PATH } from './plainSnapshot';
import { WHY_OFFERS } from './protocol';

const Pasted = v.pipe(v.string(), v.maxLength(MAX_PASTE));

export const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('refresh') }),
	v.object({ type: v.literal('typed') }),
	v.object({ type: v.literal('pause'), paused: v.boolean() }),
	v.object({
		type: v.literal('range'),
		last: v.union([v.literal('all'), v.pipe(v.number(), v.finite(), v.minValue(1))]),
	}),
	v.pipe(
		v.object({ type: v.literal('range'), from: v.pipe(v.number(), v.finite()), to: v.pipe(v.number(), v.finite()) }),
		v.check(({ from, to }) => from < to),
	),
	v.object({ type: v.literal('configure') }),
	v.object({ type: v.literal('watch'), on: v.boolean() }),
	v.object({ type: v.literal('copyStep'), step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)) }),
	v.object({ type: v.literal('why'), offer: v.picklist(WHY_OFFERS) }),
	v.object({ type: v.literal('step'), action: v.picklist(STEP_ACTIONS) }),
	v.object({ type: v.literal('copy'), field: v.pipe(v.string(), v.maxLength(MAX_PATH)) }),
	v.object({ type: v.literal('whole'), field: v.pipe(v.string(), v.maxLength(MAX_PATH + 20)) }),
	v.object({ type: v.picklist(['copyJson', 'copyId', 'copyLink', 'exportSamples', 'log']) }),
	v.object({ type: v.literal('console') }),
	v.object({ type: v.literal('act') }),
	v.object({ type: v.literal('logOpen'), open: v.boolean() }),
	v.object({ type: v.literal('logLevel'), level: v.picklist(['', ...LOG_LEVELS]) }),
	v.object({ type: v.literal('logOlder') }),
	v.object({ type: v.literal('logRefresh') }),
	v.object({ type: v.literal('logCopy'), ids: v.pipe(v.array(v.number()), v.maxLength(MAX_LOG_ROWS)) }),
	v.object({ type: v.literal('keyspaces'), source: Pasted, target: Pasted }),
	v.object({ type: v.literal('copyKeyspaces') }),
	v.object({
		type: v.literal('remedy'),
		action: v.picklist(['refresh', 'updateCredential', 'editConnection', 'openSandbox']),
	}),
]);
