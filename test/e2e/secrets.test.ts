import assert from 'node:assert/strict';
import { before, describe } from 'mocha';
import { promises } from '../promises';
import { findSecrets, newSecret, spellingsOf } from '../secretSearch';
import {
	addByHand,
	answerPlace,
	dcsAnswers,
	setConnections,
	storedConnections,
	waitConnections,
	waitProblem,
	waitTask,
} from './connecting';
import { type SandboxProcess, until, type Workbench } from './driver';
import { account, SecretFlows, typed } from './secretFlows';
import { Witness } from './witness';

/** A task of the sandbox's cast that stays as it is. */
const TASK = 'session-store-eu';

describe('A secret', () => {
	const secrets = new SecretFlows();
	let w: Workbench;
	let sandbox: SandboxProcess;
	let witness: Witness;
	before(() => {
		({ w, sandbox, witness } = secrets);
	});

	async function answerLogin(password: string): Promise<void> {
		const { domain, user } = sandbox.facts.login;
		await w.quickInput.answer('Account name', domain);
		await w.quickInput.answer('Name of the IAM user', user);
		await w.quickInput.answer('Password of', password);
	}

	/** The error of a command, which another extension gets. */
	async function failing(command: string, argument: unknown): Promise<void> {
		await w.execute(command, argument).then(
			() => assert.fail('It was taken.'),
			(error: Error) => witness.note('errors of commands', error.message),
		);
	}

	promises(
		{
			chapter: 'Secrets',
			fault: 'A secret is put on purpose into each kind of place that is searched, in each spelling',
			promise: 'the search finds it there',
		},
		async () => {
			const canary = newSecret('canary');
			const other = new Witness(w);
			await w.trace(`line ${canary} of a log`);
			await w.say(`message ${canary}`);
			await w.messages.waitNotification('message');
			await w.page.evaluate((text) => localStorage.setItem('canary', text), canary);
			other.note('the clipboard', canary);
			await w.updateSettings({ 'migrationTasks.connections': [{ id: 'x', name: canary }] });
			const missing = [
				'the file data/logs',
				'the file data/User/settings.json',
				'localStorage',
				'messages',
				'the window',
				'the clipboard',
			];
			await until('the canary in each place', async () => {
				const found = findSecrets(await other.places(), { canary });
				return missing.every((place) => found.some((line) => line.includes(`readable, in ${place}`)));
			});
			for (const [how, text] of Object.entries(spellingsOf(canary))) {
				assert.notDeepEqual(findSecrets(new Map([['a text', `before ${text} after`]]), { canary }), [], how);
			}
			await setConnections(w, []);
			await w.execute('notifications.clearAll');
			return 'found in logs, settings, storages, messages, the window, the clipboard; in every spelling';
		},
	);

	secrets.flows('A connection is added by steps: refused, refused with an echo of the request, and taken', async () => {
		const { url, region } = sandbox.facts;
		await addByHand(w, dcsAnswers(sandbox, { secretKey: typed.wrongKey }));
		await secrets.refused();
		await sandbox.misbehave('echo-error');
		await addByHand(w, dcsAnswers(sandbox));
		await secrets.refused();
		await sandbox.misbehave('echo-details');
		await addByHand(w, dcsAnswers(sandbox));
		await waitConnections(w, 1);
		await waitTask(w, TASK);
		await sandbox.misbehave('echo-error');
		const password = async (secret: string): Promise<void> => {
			await w.runCommand('Migration Tasks: Add Connection…');
			await w.quickInput.waitAsking('How do you sign in?');
			await w.quickInput.pick('User and password');
			await answerPlace(w, { sms: url, iam: url, region });
			await answerLogin(secret);
			await w.quickInput.waitAsking('A name for this connection');
			await w.quickInput.accept();
		};
		await password(account.password);
		await secrets.refused();
		await sandbox.misbehave(null);
		await password(typed.wrongLogin);
		await secrets.refused();
		await password(account.password);
		await waitConnections(w, 2);
	});

	secrets.flows('A credential is updated, its connection renamed, read, copied and removed', async () => {
		const { temporary } = sandbox.facts;
		const update = async (token: string): Promise<void> => {
			await w.runCommand('Migration Tasks: Update Credential…');
			await w.quickInput.waitAsking('Whose credential');
			await w.quickInput.pick('redis');
			await w.quickInput.waitAsking('How do you sign in?');
			await w.quickInput.pick('Temporary access key');
			await w.quickInput.answer('Access key ID', temporary.accessKey);
			await w.quickInput.answer('Secret access key', temporary.secretKey);
			await w.quickInput.answer('Security token', token);
		};
		await sandbox.misbehave('echo-error');
		await update(temporary.securityToken);
		await secrets.refused();
		await sandbox.misbehave('echo-details');
		await update(typed.wrongToken);
		await secrets.refused();
		await update(temporary.securityToken);
		const [{ id } = {}] = await storedConnections(w);
		await until('the new credential in the secret storage', async () =>
			(await w.secrets())[`migrationTasks.credential.${id}`]?.includes(temporary.securityToken),
		);
		await secrets.readBack(id);
		await sandbox.misbehave(null);
		await w.execute('workbench.action.closeAllEditors');
		for (let left = 2; left > 0; left--) {
			const [profile] = await storedConnections(w);
			const removing = w.execute('migrationTasks.removeConnection', { connectionId: profile?.id, id: profile?.id });
			await w.dialog();
			await w.messages.dialogButton('Remove');
			await removing;
			await waitConnections(w, left - 1);
		}
		assert.deepEqual(await w.secrets(), {});
	});

	secrets.flows(
		'Another extension adds connections, right and wrong ones, of a service that says back what it gets',
		async () => {
			const { accessKey, temporary, login } = sandbox.facts;
			const { secretKey } = account;
			for (const argument of [
				typed.argument,
				secrets.addArgument('', { kind: 'aksk', accessKey, secretKey: typed.argument }),
				secrets.addArgument('x', { kind: typed.argument, accessKey, secretKey: typed.argument }),
				{ ...secrets.addArgument('x', { kind: 'aksk', accessKey, secretKey }), endpoints: { dcs: typed.argument } },
				secrets.addArgument('x', { kind: 'password', domain: 1, user: typed.argument, password: typed.argument }),
			]) {
				await failing('migrationTasks.addConnection', argument);
			}
			await sandbox.misbehave('echo-details');
			const ids: unknown[] = [];
			for (const credential of [
				{ kind: 'aksk', ...temporary },
				{ kind: 'password', ...login },
			]) {
				// A field that nobody knows is left out.
				const argument = {
					...secrets.addArgument(`by ${credential.kind}`, credential),
					[typed.argument]: typed.argument,
				};
				ids.push(await w.execute('migrationTasks.addConnection', argument));
			}
			for (const id of ids) {
				await secrets.readBack(id);
			}
			await sandbox.misbehave('echo-error');
			await w.execute('migrationTasks.refresh');
			await waitProblem(w, 'by password', /./);
			await witness.look();
			const wrong = secrets.addArgument('wrong', { kind: 'password', ...login, password: typed.wrongLogin });
			await w.execute('migrationTasks.addConnection', wrong);
			await w.execute('migrationTasks.refresh');
			await waitProblem(w, 'wrong', /./);
			await witness.look();
			await w.execute('workbench.action.closeAllEditors');
			await setConnections(w, []);
		},
	);
});
