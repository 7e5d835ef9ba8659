import assert from 'node:assert/strict';
import type { FormSetup, Progress } from '../../src/ui/configure/protocol';
import { emptyValues } from '../../src/ui/configure/protocol';
import { FORMS, freshForm } from './fixtures';
import { type OpenOptions, REFERENCE, usePages, type WebviewPage } from './harness';

const EDITING: Progress = { state: 'editing' };

describe('The configure page', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(
		form: FormSetup = freshForm,
		progress: Progress = EDITING,
		options: OpenOptions = {},
	): Promise<void> {
		view = await pages.open('configure', options);
		await view.send({ type: 'form', form, progress });
	}
	const control = (name: string) => view.page.locator(`input[name="${name}"]`);
	const radio = (name: string, value: string) => view.page.locator(`input[name="${name}"][value="${value}"]`);
	const submit = () => view.page.locator('#submit');

	it('starts from what the task says', async () => {
		await show();
		assert.equal(await control('source_instance.addrs').inputValue(), '192.168.1.1:6379,192.168.0.0:6379');
		assert.equal(await control('target_instance.id').inputValue(), 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd');
		assert.ok(await radio('source_instance.by', 'addrs').isChecked());
		assert.ok(await radio('target_instance.by', 'id').isChecked());
		assert.ok(await radio('migration_method', 'incremental_migration').isChecked());
		assert.match(
			(await view.page.locator('#summary').textContent()) ?? '',
			/^Copies everything from 2 addresses to cf4a05df/,
		);
	});

	it('says where to allow the migration machine under the condition that the API page has', async () => {
		await show();
		const hint = view.page.locator('.machine');
		assert.equal(await hint.locator('[data-field="ecs_tenant_private_ip"]').textContent(), freshForm.migrationIp);
		assert.match((await hint.textContent()) ?? '', /in the same VPC/);
	});

	it('sends the values, once, with the passwords', async () => {
		await show();
		await radio('migration_method', 'full_amount_migration').check();
		await radio('resume_mode', 'manual').check();
		await control('bandwidth_limit_mb').fill('');
		await control('source_instance.password').fill(' s3cret ');
		await submit().dblclick();
		assert.deepEqual(await view.posted('submit'), [
			{
				type: 'submit',
				values: {
					migration_method: 'full_amount_migration',
					resume_mode: 'manual',
					bandwidth_limit_mb: '',
					source_instance: { by: 'addrs', id: '', addrs: '192.168.1.1:6379,192.168.0.0:6379', password: ' s3cret ' },
					target_instance: { by: 'id', id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', addrs: '', password: '' },
				},
			},
		]);
	});

	it('chooses the way of naming an end that is typed into, and stays with it when the other is emptied', async () => {
		await show();
		await control('source_instance.id').fill('abc');
		assert.ok(await radio('source_instance.by', 'id').isChecked());
		await control('source_instance.addrs').fill('');
		assert.ok(await radio('source_instance.by', 'id').isChecked());
		await control('source_instance.addrs').fill('10.0.0.1:6379');
		assert.ok(await radio('source_instance.by', 'addrs').isChecked());
		assert.ok(await control('source_instance.id').isEnabled());
	});

	it('is submitted with Ctrl+Enter from anywhere', async () => {
		await show();
		await radio('migration_method', 'full_amount_migration').focus();
		await view.page.keyboard.press('Control+Enter');
		assert.equal((await view.posted('submit')).length, 1);
	});

	it('sends nothing while a value is wrong, says so, and leads to the field', async () => {
		await show({ ...freshForm, values: emptyValues() });
		assert.equal(await view.page.getByRole('alert').count(), 0);
		await submit().click();
		assert.deepEqual(await view.posted('submit'), []);
		assert.match((await view.page.getByRole('alert').textContent()) ?? '', /Nothing was sent/);
		const addrs = control('source_instance.addrs');
		assert.equal(await addrs.getAttribute('aria-invalid'), 'true');
		assert.equal(await addrs.evaluate((input) => input === document.activeElement), true);
		const described = (await addrs.getAttribute('aria-describedby')) ?? '';
		assert.match(
			(await view.page.locator(`#${described.split(' ')[0]}`).textContent()) ?? '',
			/Enter at least one address/,
		);
		await addrs.fill('10.0.0.1:6379');
		await control('target_instance.id').fill('cf4a05df');
		assert.equal(await view.page.getByRole('alert').count(), 0);
		await submit().click();
		assert.equal((await view.posted('submit')).length, 1);
	});

	it('shows an error beside its field once the field is left, and not before', async () => {
		await show();
		await control('source_instance.addrs').focus();
		await control('source_instance.addrs').pressSequentially(',10.0.0.1:');
		assert.equal(await view.page.locator('.problem-error').count(), 0);
		await view.page.keyboard.press('Tab');
		assert.equal(
			await view.page.locator('.problem-error').textContent(),
			'10.0.0.1: has no valid port: it must be from 1 to 65535.',
		);
	});

	it('takes the click that leaves a wrong field, though the error moves the button', async () => {
		await show({ ...freshForm, values: emptyValues() });
		await control('bandwidth_limit_mb').focus();
		await control('bandwidth_limit_mb').pressSequentially('x');
		await submit().click();
		assert.match((await view.page.getByRole('alert').textContent()) ?? '', /Nothing was sent/);
	});

	it('warns of the trap of automatic reconnection when it is chosen', async () => {
		await show();
		assert.equal(await view.page.locator('[data-warning="resume_mode"]').count(), 1);
		await radio('resume_mode', 'manual').check();
		assert.equal(await view.page.locator('[data-warning="resume_mode"]').count(), 0);
	});

	it('shows the exact request, passwords masked', async () => {
		await show();
		await control('source_instance.password').fill('s3cret');
		await view.page.getByRole('button', { name: 'Show request' }).click();
		const request = (await view.page.locator('#request').textContent()) ?? '';
		assert.ok(request.startsWith(`POST ${freshForm.request.path}\n`));
		assert.ok(!request.includes('s3cret') && request.includes('••••••'));
		assert.equal(JSON.parse(request.slice(request.indexOf('{'))).bandwidth_limit_mb, '123');
		await radio('migration_method', 'full_amount_migration').check();
		assert.ok((await view.page.locator('#request').textContent())?.includes('"bandwidth_limit_mb": "123"'));
	});

	it('keeps a draft without passwords, and offers to discard it', async () => {
		await show();
		await control('source_instance.password').fill('s3cret');
		await control('bandwidth_limit_mb').fill('77');
		const state = await view.state();
		assert.ok(!JSON.stringify(state).includes('s3cret'));

		await show(freshForm, EDITING, { state });
		assert.equal(await control('bandwidth_limit_mb').inputValue(), '77');
		assert.equal(await control('source_instance.password').inputValue(), '');
		await view.page.getByRole('button', { name: 'Discard draft' }).click();
		assert.equal(await control('bandwidth_limit_mb').inputValue(), '123');
		assert.deepEqual(await view.state(), { reference: REFERENCE });
	});

	it('does not restore the draft of another task, nor one that it cannot read', async () => {
		const values = { ...freshForm.values, bandwidth_limit_mb: '77' };
		for (const state of [
			{ reference: { ...REFERENCE, id: 'other' }, values },
			{ reference: REFERENCE, values: { migration_method: 7 } },
		]) {
			await show(freshForm, EDITING, { state });
			assert.equal(await control('bandwidth_limit_mb').inputValue(), '123');
			assert.equal(await view.page.getByRole('button', { name: 'Discard draft' }).count(), 0);
		}
	});

	it('leaves caret, selection and focus where they are while one types, whatever the host sends', async () => {
		await show();
		const addrs = control('source_instance.addrs');
		await addrs.fill('10.0.0.1:6379,10.0.0.3:6379');
		await addrs.evaluate((input: HTMLInputElement) => input.setSelectionRange(14, 14));
		await view.page.keyboard.type('10.0.0.2');
		await view.send({
			type: 'form',
			form: { ...freshForm, title: 'Read again', migrationIp: '', notice: { text: 'Changed.', tone: 'warning' } },
			progress: {
				state: 'invalid',
				problems: [{ field: 'source_instance.addrs', severity: 'warning', text: 'Look again.' }],
			},
		});
		await view.page.keyboard.type(':6379,');
		assert.equal(await addrs.inputValue(), '10.0.0.1:6379,10.0.0.2:6379,10.0.0.3:6379');
		await addrs.evaluate((input: HTMLInputElement) => input.setSelectionRange(0, 8));
		await view.send({ type: 'progress', progress: { state: 'failed', text: 'No.', details: 'HTTP 400' } });
		assert.deepEqual(
			await addrs.evaluate((input: HTMLInputElement) => [
				input === document.activeElement,
				input.selectionStart,
				input.selectionEnd,
			]),
			[true, 0, 8],
		);
	});

	it('keeps what was typed when the host sends the form again', async () => {
		await show();
		await control('bandwidth_limit_mb').fill('77');
		await view.send({
			type: 'form',
			form: { ...freshForm, title: 'Read again', values: { ...freshForm.values, bandwidth_limit_mb: '5' } },
			progress: EDITING,
		});
		assert.equal(await view.page.locator('h1').textContent(), 'Read again');
		assert.equal(await control('bandwidth_limit_mb').inputValue(), '77');
	});

	it('takes newer values of the task while nothing was typed', async () => {
		await show();
		await view.send({
			type: 'form',
			form: { ...freshForm, values: { ...freshForm.values, bandwidth_limit_mb: '5' } },
			progress: EDITING,
		});
		assert.equal(await control('bandwidth_limit_mb').inputValue(), '5');
	});

	it('switches the button off while it works, and gives the focus back after', async () => {
		await show();
		await submit().click();
		await view.send({ type: 'progress', progress: { state: 'busy', text: 'Sending…' } });
		assert.ok(await submit().isDisabled());
		assert.ok(await view.page.getByText('Sending…').isVisible());
		await view.send({ type: 'progress', progress: EDITING });
		assert.ok(await submit().isEnabled());
		assert.equal(await view.page.evaluate(() => document.activeElement?.id), 'submit');
	});

	it('leaves the button off for a task that cannot be configured, and says why', async () => {
		await show({ ...freshForm, allowed: false, notice: { text: 'The task was deleted.', tone: 'bad' } });
		assert.ok(await submit().isDisabled());
		assert.match((await view.page.getByRole('alert').textContent()) ?? '', /The task was deleted/);
		await view.page.keyboard.press('Control+Enter');
		assert.deepEqual(await view.posted('submit'), []);
	});

	it('puts what the host refused beside the field until the field is edited', async () => {
		await show(freshForm, {
			state: 'invalid',
			problems: [{ field: 'target_instance.id', severity: 'error', text: 'No such instance.' }],
		});
		assert.equal(
			await view.page.locator('[data-control="target_instance.id"] .problem-error').textContent(),
			'No such instance.',
		);
		assert.equal(await view.page.evaluate(() => document.activeElement?.getAttribute('name')), 'target_instance.id');
		await control('target_instance.id').fill('another');
		assert.equal(await view.page.locator('.problem-error').count(), 0);
	});

	it('says in an alert that the service refused, and lets one try again', async () => {
		await show(...FORMS.failed);
		const alert = (await view.page.getByRole('alert').textContent()) ?? '';
		assert.match(alert, /The service refused the configuration/);
		assert.match(alert, /DCS\.4080/);
		assert.ok(await submit().isEnabled());
	});

	it('says in an alert that no answer came, and what the task says now', async () => {
		await show(...FORMS.unknown);
		assert.match((await view.page.getByRole('alert').textContent()) ?? '', /not known.*waiting for configuration/);
		await view.page.getByRole('button', { name: 'Read the task again' }).click();
		assert.deepEqual(await view.posted('reload'), [{ type: 'reload' }]);
	});

	it('that is opened on a submission in doubt, or on its way, has that in sight', async () => {
		for (const [form, progress, selector] of [
			[...FORMS.unknown, '[data-state="unknown"]'],
			[...FORMS.busy, '.progress'],
		] as const) {
			await show(form, progress, { width: 300 });
			const seen = await view.page.locator(selector).evaluate((element) => {
				const { top, bottom } = element.getBoundingClientRect();
				return top >= 0 && bottom <= window.innerHeight;
			});
			assert.equal(seen, true, selector);
		}
	});

	it('shows the answer, forgets passwords and draft, and leads to the task', async () => {
		await show();
		await control('source_instance.password').fill('s3cret');
		await submit().click();
		await view.send({ type: 'progress', progress: FORMS.done[1] });
		for (const [field, value] of Object.entries({
			id: '90754308-a156-406f-a837-8f852f38a646',
			name: 'dcs-migration-1db7',
			status: 'Full sync',
		})) {
			assert.equal(await view.page.locator(`[data-field="${field}"]`).textContent(), value);
		}
		assert.equal(await view.page.locator('[data-field="error"]').count(), 0);
		assert.equal(await control('source_instance.password').inputValue(), '');
		assert.deepEqual(await view.state(), { reference: REFERENCE });
		await view.page.getByRole('button', { name: 'Open the task' }).click();
		assert.deepEqual(await view.posted('openTask'), [{ type: 'openTask' }]);
	});

	it('keeps form and draft when the answer carries an error, and shows it', async () => {
		await show();
		await control('bandwidth_limit_mb').fill('77');
		await submit().click();
		const text = 'The service took the configuration, but reports an error.';
		await view.send({
			type: 'progress',
			progress: { state: 'failed', text, error: 'target <b>busy</b>', details: '' },
		});
		assert.equal(
			await view.page.getByRole('alert').locator('[data-field="error"]').textContent(),
			'target <b>busy</b>',
		);
		assert.equal(await control('bandwidth_limit_mb').inputValue(), '77');
		assert.ok(JSON.stringify(await view.state()).includes('77'));
		assert.ok(await submit().isEnabled());
	});

	it('says beside its field that a password went with the hidden tab, leads there, and keeps none', async () => {
		await show();
		await control('target_instance.password').fill('s3cret');
		const state = await view.state();
		assert.ok(!JSON.stringify(state).includes('s3cret'));

		await show(freshForm, EDITING, { state });
		const beside = (name: string) => view.page.locator(`[data-control="${name}"] .problem`);
		assert.match((await beside('target_instance.password').textContent()) ?? '', /not kept when the tab is hidden/);
		assert.equal(await beside('source_instance.password').count(), 0);
		const password = control('target_instance.password');
		assert.equal(await password.evaluate((input) => input === document.activeElement), true);
		await password.fill('again');
		assert.equal(await beside('target_instance.password').count(), 0);
	});

	it('leads to the uppermost of two wrong fields', async () => {
		await show();
		await control('bandwidth_limit_mb').fill('0');
		await control('source_instance.addrs').fill('');
		await submit().click();
		const addrs = control('source_instance.addrs');
		assert.equal(await addrs.evaluate((input) => input === document.activeElement), true);
	});

	it('says beside the field that a text is too long, and sends nothing', async () => {
		await show();
		await control('target_instance.id').fill('a'.repeat(10_001));
		await submit().click();
		assert.deepEqual(await view.posted('submit'), []);
		assert.match((await view.page.locator('.problem-error').textContent()) ?? '', /longer than 10000 characters/);
	});

	it('shows and hides a password at a button', async () => {
		await show();
		const password = control('source_instance.password');
		await password.fill('s3cret');
		assert.equal(await password.getAttribute('type'), 'password');
		await view.page.getByRole('button', { name: 'Show password' }).first().click();
		assert.equal(await password.getAttribute('type'), 'text');
		assert.equal(await password.inputValue(), 's3cret');
	});

	it('fits into 300 px in every state', async () => {
		for (const [state, [form, progress]] of Object.entries(FORMS)) {
			await show(form, progress, { width: 300, theme: 'light' });
			assert.equal(await view.overflows(), false, state);
		}
	});
});
