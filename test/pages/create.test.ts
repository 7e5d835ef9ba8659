import assert from 'node:assert/strict';
import type { CreateForm, Progress } from '../../src/ui/create/protocol';
import { backupRows, CREATIONS, createForm, instances } from './createFixtures';
import { type OpenOptions, REFERENCE, usePages, type WebviewPage } from './harness';

const EDITING: Progress = { state: 'editing' };
type State = keyof typeof CREATIONS;

describe('The page of a new migration', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(
		form: CreateForm = createForm,
		progress: Progress = EDITING,
		options: OpenOptions = {},
	): Promise<void> {
		view = await pages.open('create', options);
		await view.send({ type: 'form', form, progress });
		await view.send({ type: 'instances', instances });
	}
	/** A form as somebody left it. */
	async function showState(name: State, options: OpenOptions = {}): Promise<void> {
		const [values, progress] = CREATIONS[name];
		await show(createForm, progress, { ...options, state: values && { reference: REFERENCE, values, typed: [] } });
		if (values?.migration_type === 'backupfile_import') {
			const of = values['source_instance.id'];
			await view.send({ type: 'backups', of, backups: { rows: backupRows, loading: false, problem: '' } });
		}
	}
	const control = (name: string) => view.page.locator(`[name="${name}"]`);
	const radio = (name: string, value: string) => view.page.locator(`[name="${name}"][value="${value}"]`);
	const value = (name: string) => control(name).inputValue();
	const submit = () => view.page.locator('#submit');
	const alert = async () => (await view.page.getByRole('alert').allTextContents()).join('\n');
	const beside = async (name: string) =>
		(await view.page.locator(`[data-control="${name}"] .problem`).allTextContents()).join('\n');

	it('takes network and name from the instances that are chosen, the target’s before the source’s', async () => {
		await show();
		await control('source_instance.id').fill('cf4a05df-source');
		assert.deepEqual([await value('vpc_id'), await value('name')], ['a56a2dd7-vpc', 'payments']);
		await control('target_instance.id').fill('5560df16-target');
		assert.deepEqual(
			[await value('vpc_id'), await value('subnet_id'), await value('security_group_id'), await value('name')],
			['b77c-vpc', 'b77c-subnet', 'b77c-group', 'payments-to-payments-new'],
		);
		assert.match((await view.page.locator('#vpc_id-hint').textContent()) ?? '', /shop-new/);
		assert.match(
			(await view.page.locator('[data-control="target_instance.id"] .chosen').textContent()) ?? '',
			/payments-new.*RUNNING.*820 MB of 2 GB used.*shop-new/,
		);
	});

	it('lets one choose an instance with the keyboard alone', async () => {
		await show();
		await control('target_instance.id').focus();
		await control('target_instance.id').pressSequentially('payments-n');
		await view.page.keyboard.press('Enter');
		assert.equal(await value('target_instance.id'), '5560df16-target');
		assert.equal(await value('vpc_id'), 'b77c-vpc');
		assert.deepEqual(await view.posted('submit'), []);
	});

	it('leaves alone what a person typed, and fills it in again once that is emptied', async () => {
		await show();
		await control('name').fill('mine');
		await control('vpc_id').fill('my-vpc');
		await control('target_instance.id').fill('5560df16-target');
		assert.deepEqual(
			[await value('name'), await value('vpc_id'), await value('subnet_id')],
			['mine', 'my-vpc', 'b77c-subnet'],
		);
		assert.match(await beside('vpc_id'), /another VPC/);
		await control('vpc_id').fill('');
		await view.page.keyboard.press('Tab');
		assert.equal(await value('vpc_id'), 'b77c-vpc');
	});

	it('sends the values once', async () => {
		await showState('online');
		await submit().dblclick();
		const [sent, ...more] = await view.posted('submit');
		assert.deepEqual(more, []);
		assert.deepEqual(sent?.values, CREATIONS.online[0]);
	});

	it('sends nothing while a value is wrong, says so, and leads to the field', async () => {
		await show();
		assert.equal(await view.page.getByRole('alert').count(), 0);
		await control('name').fill('1st');
		await submit().click();
		assert.deepEqual(await view.posted('submit'), []);
		assert.match(await alert(), /Nothing was sent/);
		assert.match(await beside('vpc_id'), /Enter the ID of the VPC/);
		assert.match(await beside('name'), /begins with a letter/);
		assert.equal(await control('name').getAttribute('aria-invalid'), 'true');
		// The first wrong field of the form.
		assert.equal(await view.page.evaluate(() => document.activeElement?.getAttribute('name')), 'vpc_id');
	});

	it('lists the backups of the chosen source, and takes the one that is picked', async () => {
		await show();
		await radio('migration_type', 'backupfile_import').check();
		await control('source_instance.id').fill('cf4a05df-source');
		assert.deepEqual(await view.posted('listBackups'), [{ type: 'listBackups', of: 'cf4a05df-source' }]);
		await view.send({
			type: 'backups',
			of: 'cf4a05df-source',
			backups: { rows: backupRows, loading: false, problem: '' },
		});
		await view.page.getByRole('radio', { name: /b-bad/ }).check();
		assert.equal(await value('backup_files.backup_id'), 'b-bad');
		assert.match(await beside('backup_files.backup_id'), /“failed”/);
		await control('backup_files.backup_id').fill('b-new');
		assert.ok(await view.page.getByRole('radio', { name: /nightly/ }).isChecked());
		await control('target_instance.id').fill('5560df16-target');
		await control('target_instance.password').fill('s3cret');
		await view.page.getByRole('button', { name: 'Show request' }).click();
		const request = (await view.page.locator('#request').textContent()) ?? '';
		assert.ok(request.startsWith('POST /v2/0a1b2c3d/migration-task\n'));
		assert.ok(!request.includes('s3cret') && request.includes('"backup_id": "b-new"'));
		await submit().click();
		const [sent] = await view.posted('submit');
		assert.equal((sent?.values as Record<string, unknown> | undefined)?.['target_instance.password'], 's3cret');
	});

	it('asks for the backups of an id that is in no list once it is whole', async () => {
		await show();
		await radio('migration_type', 'backupfile_import').check();
		await control('source_instance.id').pressSequentially('other');
		assert.deepEqual(await view.posted('listBackups'), []);
		await view.page.keyboard.press('Tab');
		assert.deepEqual(await view.posted('listBackups'), [{ type: 'listBackups', of: 'other' }]);
		await view.send({ type: 'backups', of: 'other', backups: { rows: [], loading: false, problem: 'No right.' } });
		assert.match((await view.page.locator('.backups').textContent()) ?? '', /No right\./);
		await view.page.getByRole('button', { name: 'Try again' }).click();
		assert.equal((await view.posted('listBackups')).length, 2);
	});

	it('takes files of a bucket', async () => {
		await show();
		await radio('migration_type', 'backupfile_import').check();
		await radio('backup_files.file_source', 'self_build_obs').check();
		await control('backup_files.files').fill('notes.txt');
		await view.page.keyboard.press('Tab');
		assert.match(await beside('backup_files.files'), /notes\.txt cannot be imported/);
		await control('backup_files.files').fill('a.rdb\nb.rdb');
		assert.equal(await beside('backup_files.files'), '');
	});

	it('keeps a draft without the password, and asks for that again', async () => {
		await show();
		await radio('migration_type', 'backupfile_import').check();
		await control('target_instance.id').fill('5560df16-target');
		await control('target_instance.password').fill('s3cret');
		const state = await view.state();
		assert.ok(!JSON.stringify(state).includes('s3cret'));
		await show(createForm, EDITING, { state });
		assert.ok(await radio('migration_type', 'backupfile_import').isChecked());
		assert.equal(await value('target_instance.id'), '5560df16-target');
		assert.equal(await value('target_instance.password'), '');
		assert.match(await beside('target_instance.password'), /Enter it again/);
		await view.page.getByRole('button', { name: 'Discard draft' }).click();
		assert.ok(await radio('migration_type', 'online_migration').isChecked());
		assert.deepEqual(await view.state(), { reference: REFERENCE });
	});

	it('can be filled by hand where no instance could be listed', async () => {
		await show();
		await view.send({ type: 'instances', instances: { state: 'failed', text: 'You have no right to.' } });
		assert.match(
			(await view.page.locator('[data-control="target_instance.id"]').textContent()) ?? '',
			/You have no right to/,
		);
		await view.page.getByRole('button', { name: 'Read Again' }).first().click();
		assert.deepEqual(await view.posted('instances'), [{ type: 'instances' }]);
		for (const name of ['name', 'vpc_id', 'subnet_id', 'security_group_id']) {
			await control(name).fill('by-hand');
		}
		await submit().click();
		assert.equal((await view.posted('submit')).length, 1);
	});

	it('says in an alert that it was refused, or that nobody knows, and looks again', async () => {
		await showState('failed');
		assert.match(await alert(), /Nothing was created.*DCS\.4039/);
		assert.ok(await submit().isEnabled());
		await showState('unknown');
		assert.match(await alert(), /no answer came.*no new task of this name/);
		await view.page.getByRole('button', { name: 'Look again' }).click();
		assert.deepEqual(await view.posted('lookAgain'), [{ type: 'lookAgain' }]);
	});

	it('shows how far it is, in place of the form, and begins another with an empty one', async () => {
		await showState('online');
		await submit().click();
		await view.send({ type: 'progress', progress: CREATIONS.going[1] });
		assert.equal(await view.page.locator('form').isVisible(), false);
		assert.equal(await view.page.locator('[data-step="machine"]').getAttribute('data-state'), 'busy');
		assert.equal(await view.page.evaluate(() => document.activeElement?.id), 'done-title');
		await view.page.getByRole('button', { name: 'Create another' }).click();
		assert.deepEqual(await view.posted('another'), [{ type: 'another' }]);
		await view.send({ type: 'progress', progress: EDITING });
		assert.equal(await value('name'), '');
		assert.deepEqual(await view.state(), { reference: REFERENCE });
	});

	it('says at which step it failed and what was left behind, with ways to both', async () => {
		await showState('failing');
		const text = await alert();
		assert.match(text, /step 2 of 3/);
		assert.match(text, /dcs\.03\.0001/);
		assert.match(text, /still in the list and says “Faulty”/);
		for (const [name, type] of [
			['Open the task', 'openTask'],
			['Delete…', 'deleteTask'],
		] as const) {
			await view.page.getByRole('button', { name }).click();
			assert.equal((await view.posted(type)).length, 1);
		}
	});

	it('leads to the configuration', async () => {
		await showState('waiting');
		await view.page.getByRole('button', { name: 'Configure…' }).click();
		assert.equal((await view.posted('configureTask')).length, 1);
	});

	it('fits into 300 pixels', async () => {
		for (const name of Object.keys(CREATIONS) as State[]) {
			await showState(name, { width: 300 });
			assert.equal(await view.overflows(), false, name);
		}
	});
});
