import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import type { ServicePresenter } from '../../../src/migration/ports';
import { SERVICES } from '../../../src/services';
import { presenter } from '../../../src/services/dcs/presenter';
import type { Outcome } from '../../../src/store/submissions';
import { buildForm } from '../../../src/ui/configure/formSetup';
import { progressOf, statusOf, taskNow } from '../../../src/ui/configure/outcomeWords';
import { nameOf, TITLE_LENGTH } from '../../../src/ui/taskNames';
import { HOSTILE, unfit } from '../../hostile';
import { dcsRow, FakePort, FakeSource, ref, storeOver } from '../store/fakes';

/** The texts that a message to the page shows as they are. What stands in the controls is the person's own to change. */
function shown(value: unknown, key = ''): string[] {
	if (typeof value === 'string') {
		return [value];
	}
	return typeof value === 'object' && value !== null && key !== 'values'
		? Object.entries(value).flatMap(([name, item]) => shown(item, name))
		: [];
}

describe('text from outside around the form', () => {
	for (const { what, text, readable } of HOSTILE) {
		it(`is plain and short where it holds ${what}`, async () => {
			const row = dcsRow('a', text, { task_name: text, ecs_tenant_private_ip: text });
			const { store } = storeOver(new FakePort().add('c1', [new FakeSource([row])], text));
			await store.refresh();
			const task = store.get(ref('a'));
			assert.ok(task);
			const form = buildForm({
				ref: ref('a'),
				presenter: presenter as ServicePresenter as never,
				service: SERVICES.get('dcs'),
				task,
				profile: { name: text },
				notice: undefined,
				request: { method: 'POST', path: '/v2/p/migration/a/task' },
				others: [task],
				ticked: [],
				chosen: undefined,
			});
			const status = statusOf(store, ref('a'));
			const context = { connectionName: 'production', status, format: new Format('en'), now: 0 };
			const answered = (error: string): Outcome => ({
				kind: 'answered',
				answer: { id: text, name: text, status: text, error },
			});
			const texts = shown([form, progressOf(answered(''), context), progressOf(answered(text), context)]);
			for (const one of [...texts, taskNow(task, context), nameOf(ref('a'), task, TITLE_LENGTH)]) {
				assert.equal(unfit(one.replace(/[\n\t]/g, ''), 2_010), undefined, one.slice(0, 200));
			}
			assert.ok(readable === undefined || form.title.includes(readable), form.title.slice(0, 200));
		});
	}

	it('never leaves a panel without a title: where a name has nothing to be read, the ID stands there', () => {
		assert.equal(nameOf(ref('a'), undefined), 'a');
		assert.equal(nameOf(ref('a'), { name: ' \n' }), 'a');
		assert.equal(nameOf(ref('a'), { name: 'x'.repeat(1_000) }, TITLE_LENGTH).length, TITLE_LENGTH);
	});
});
