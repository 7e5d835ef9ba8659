/** Steps that the tests of connections share: the quick inputs of a connection, answered as a person answers them. */
import { type SandboxProcess, until, type Workbench } from './driver';

const COMMAND = 'Migration Tasks: Add Connection…';
const SETTING = 'migrationTasks.connections';

/** What one answers for a connection with own endpoints; what is left out stays empty. */
export interface Answers {
	readonly name: string;
	readonly dcs?: string;
	readonly sms?: string;
	readonly iam?: string;
	readonly region?: string;
	readonly accessKey: string;
	readonly secretKey: string;
	/** Asked for only where it cannot be found. */
	readonly projectId?: string;
	/** The key is refused while its project is looked for, so that no name is asked for. */
	readonly refused?: boolean;
}

/** Answers for a DCS connection to the sandbox without IAM, so that its project is asked for. */
export function dcsAnswers(sandbox: SandboxProcess, changes: Partial<Answers> = {}): Answers {
	const { url, accessKey, secretKey, projectId } = sandbox.facts;
	return { name: 'redis', dcs: url, accessKey, secretKey, projectId, ...changes };
}

/** Starts "Add Connection…" and answers everything. What comes then is for the caller to wait for. */
export async function addByHand(workbench: Workbench, answers: Answers): Promise<void> {
	const { quickInput } = workbench;
	await workbench.runCommand(COMMAND);
	await quickInput.waitAsking('How do you sign in?');
	await quickInput.pick('Access key');
	await answerPlace(workbench, answers);
	await quickInput.answer('Access key ID', answers.accessKey);
	await quickInput.answer('Secret access key', answers.secretKey);
	if (answers.projectId !== undefined) {
		await quickInput.answer('Project ID', answers.projectId);
	}
	if (!answers.refused) {
		await quickInput.answer('A name for this connection', answers.name);
	}
}

/** From the cloud to the services. */
export async function answerPlace(
	workbench: Workbench,
	answers: Pick<Answers, 'dcs' | 'sms' | 'iam' | 'region'>,
): Promise<void> {
	const { quickInput } = workbench;
	const { dcs = '', sms = '', iam = '', region = '' } = answers;
	await quickInput.waitAsking('Which cloud and region?');
	await quickInput.type('own endp');
	await quickInput.pick('Own endpoints');
	await quickInput.answer('Address of DCS', dcs);
	await quickInput.answer('Address of SMS', sms);
	await quickInput.answer('Address of IAM', iam);
	await quickInput.answer('The ID of the region', region);
	if (dcs !== '' && sms !== '') {
		await quickInput.waitAsking('Which tasks do you want to see?');
		await quickInput.accept();
	}
}

/** The way to sign in, and an access key. */
export async function answerKey(
	workbench: Workbench,
	answers: Pick<Answers, 'accessKey' | 'secretKey'>,
): Promise<void> {
	const { quickInput } = workbench;
	await quickInput.waitAsking('How do you sign in?');
	await quickInput.pick('Access key');
	await quickInput.answer('Access key ID', answers.accessKey);
	await quickInput.answer('Secret access key', answers.secretKey);
}

/** The connections as the settings file has them. */
export async function storedConnections(workbench: Workbench): Promise<Record<string, unknown>[]> {
	return ((await workbench.settings())[SETTING] ?? []) as Record<string, unknown>[];
}

/** Waits until the settings file holds so many connections, and gives them. */
export async function waitConnections(workbench: Workbench, count: number): Promise<Record<string, unknown>[]> {
	return until(`${count} connections in the settings`, async () => {
		const stored = await storedConnections(workbench);
		return stored.length === count ? stored : false;
	});
}

/** Puts these connections in place of all others, as settings sync does. */
export async function setConnections(workbench: Workbench, connections: readonly unknown[]): Promise<void> {
	await workbench.updateSettings({ [SETTING]: connections.length === 0 ? null : connections });
	await waitConnections(workbench, connections.length);
}

/** Waits until a task stands in the tree. */
export async function waitTask(workbench: Workbench, label: string): Promise<void> {
	await workbench.tree.waitRows(label, (rows) => rows.some((row) => row.label === label));
}

/** Waits for the row of a connection that cannot be read, and gives what it says. */
export async function waitProblem(
	workbench: Workbench,
	connection: string,
	words: string | RegExp,
): Promise<{ readonly description: string; readonly ariaLabel: string }> {
	const rows = await workbench.tree.waitRows(`the reason of ${connection}`, (all) =>
		all.some((row) => row.label === connection && holds(row.description, words)),
	);
	const [row] = rows.filter(({ label, description }) => label === connection && holds(description, words));
	return row ?? { description: '', ariaLabel: '' };
}

function holds(text: string, words: string | RegExp): boolean {
	return typeof words === 'string' ? text.includes(words) : words.test(text);
}
