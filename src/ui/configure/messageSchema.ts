/** What the page may say, checked before anybody acts on it. */
import * as v from 'valibot';
import { CHECKLIST_IDS } from './protocol';

/** What is too long for the service is said beside its field; this only keeps out what no person typed. */
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const EndpointSchema = v.object({ by: v.picklist(['id', 'addrs']), id: text, addrs: text, password: text });
const ValuesSchema = v.object({
	migration_method: v.picklist(['full_amount_migration', 'incremental_migration']),
	resume_mode: v.picklist(['auto', 'manual']),
	bandwidth_limit_mb: text,
	source_instance: EndpointSchema,
	target_instance: EndpointSchema,
});
const DraftSchema = v.object({
	values: v.optional(ValuesSchema),
	passwords: v.optional(v.array(v.picklist(['source_instance', 'target_instance']))),
});
export const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('submit'), values: ValuesSchema }),
	v.object({ type: v.literal('openTask') }),
	v.object({ type: v.literal('reload') }),
	v.object({ type: v.literal('instances') }),
	v.object({ type: v.literal('instance'), id: v.pipe(v.string(), v.maxLength(200)) }),
	v.object({ type: v.literal('copy'), text: v.pipe(v.string(), v.maxLength(20_000)) }),
	v.object({ type: v.literal('draft'), draft: DraftSchema }),
	v.object({ type: v.literal('tick'), id: v.picklist(CHECKLIST_IDS), ticked: v.boolean() }),
]);
