/** The connection commands over a stand-in editor: settings, keyring and cloud do what a test says. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { ConnectionManager } from '../../../../src/connections/connectionManager';
import type { ConnectionOpener } from '../../../../src/connections/connectionOpener';
import type { CredentialStore } from '../../../../src/connections/credentialStore';
import type { OpenConnection, Project } from '../../../../src/connections/openConnection';
import type { ConnectionPlace, Credential } from '../../../../src/connections/profileSchema';
import type { ProfileStore } from '../../../../src/connections/profileStore';
import { noLogger } from '../../../../src/core/logger';
import type { SetTimer } from '../../../../src/core/timer';
import { Format } from '../../../../src/migration/format';
import type { TaskSource } from '../../../../src/migration/ports';
import { SERVICES } from '../../../../src/services';
import type { ConnectionCommands } from '../../../../src/ui/connect/connectionCommands';
import { FakeSecrets, FakeState, SettingsFile } from '../../connections/fakes';
import { type Editor, loadAll } from '../editor';
import { ENTER, NOTHING, type Question, QuickInputButtons, quickInputs, type Reply } from './quickInputs';

/** The cloud as the commands see it. */
export interface FakeCloud {
	projects: (place: ConnectionPlace, signal: AbortSignal) => Promise<readonly Project[]>;
	/** Rejects as the cloud refuses. */
	probe: (place: ConnectionPlace, credential: Credential, signal: AbortSignal) => Promise<void>;
	/** What was tried, in order. */
	readonly tried: { readonly place: ConnectionPlace; readonly credential: Credential }[];
}

export interface Desk {
	readonly editor: Editor;
	readonly commands: ConnectionCommands;
	readonly profiles: ProfileStore;
	readonly credentials: CredentialStore;
	readonly connections: ConnectionManager;
	readonly cloud: FakeCloud;
	readonly file: SettingsFile;
	readonly secrets: FakeSecrets;
	readonly state: FakeState;
	/** The questions that were asked. */
	readonly asked: Question[];
	/** Replies by the beginning of the prompt, each used in turn, the last for good; Enter where there is none. */
	readonly replies: Record<string, Reply | Reply[]>;
	/** The titles of what was waited for. */
	readonly progress: string[];
	/** The files that were looked at. */
	readonly read: string[];
	/** The files that were moved to the trash. */
	readonly trash: string[];
	/** The texts of all modal details, in order. */
	readonly details: string[];
	/** Entries of the settings. */
	entries(): readonly Record<string, unknown>[];
}

type Loaded = readonly [
	typeof import('../../../../src/ui/connect/connectionCommands'),
	typeof import('../../../../src/connections/profileStore'),
	typeof import('../../../../src/connections/connectionManager'),
	typeof import('../../../../src/connections/credentialStore'),
];

export interface DeskOptions {
	readonly entries?: unknown;
	readonly secrets?: Readonly<Record<string, Credential | string>>;
	readonly file?: SettingsFile;
	/** A cloud with sources of its own, in the place of the one that tests fill by hand. */
	readonly open?: (place: ConnectionPlace, credential: Credential) => Promise<OpenConnection>;
	/** The clock of whoever waits for the keyring. */
	readonly timer?: SetTimer;
	/** Files of other tools by their path, in the home folder /home/me. */
	readonly files?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly clipboard?: string;
	/** The address of a metadata service. */
	readonly metadata?: string;
	/** The file that is chosen where one is asked for. */
	readonly chosen?: string;
}

export function openDesk(options: DeskOptions = {}): Desk {
	const file = options.file ?? new SettingsFile(options.entries);
	const secrets = new FakeSecrets(options.secrets);
	const state = new FakeState();
	const asked: Question[] = [];
	const replies: Record<string, Reply | Reply[]> = { 'Looking for': NOTHING, [MENU]: 'Save' };
	const details: string[] = [];
	const progress: string[] = [];
	const read: string[] = [];
	const trash: string[] = [];
	const answer = (question: Question): Reply => {
		asked.push(question);
		assert.ok(asked.length < 200, `asked without end: ${question.prompt}`);
		const [, own] = Object.entries(replies).find(([prompt]) => question.prompt.startsWith(prompt)) ?? [];
		if (Array.isArray(own)) {
			return (own.length > 1 ? own.shift() : own[0]) ?? ENTER;
		}
		return own ?? ENTER;
	};
	const { editor, loaded } = loadAll<Loaded>(
		[
			'ui/connect/connectionCommands',
			'connections/profileStore',
			'connections/connectionManager',
			'connections/credentialStore',
		],
		(own) => {
			const say = async (message: string, ...rest: unknown[]): Promise<string | undefined> => {
				own.messages.push(message);
				const [modal] = rest.filter((one): one is vscode.MessageOptions => typeof one === 'object');
				details.push(modal?.detail ?? '');
				return own.onMessage(
					message,
					rest.filter((button): button is string => typeof button === 'string'),
				);
			};
			const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
			return {
				window: {
					...quickInputs(answer),
					showOpenDialog: async () => (options.chosen === undefined ? undefined : [{ fsPath: options.chosen }]),
					showErrorMessage: say,
					showWarningMessage: say,
					showInformationMessage: say,
					withProgress: ({ title }: { title: string }, work: (...args: unknown[]) => Promise<unknown>) => {
						progress.push(title);
						return work({}, never);
					},
				},
				workspace: {
					...file.workspace(),
					fs: { delete: async ({ fsPath }: { fsPath: string }) => void trash.push(fsPath) },
				},
				QuickInputButtons,
				env: {
					language: 'en',
					clipboard: {
						readText: async () => options.clipboard ?? '',
						writeText: async (text: string) => void own.copied.push(text),
					},
				},
				ConfigurationTarget: { Global: 1 },
				ProgressLocation: { Notification: 15 },
			};
		},
	);
	const [{ ConnectionCommands }, { ProfileStore }, { ConnectionManager }, { CredentialStore }] = loaded;
	const cloud: FakeCloud = { projects: async () => [], probe: async () => {}, tried: [] };
	const profiles = new ProfileStore(SERVICES, () => {}, { pause: async () => {} });
	const credentials = new CredentialStore(
		secrets as unknown as vscode.SecretStorage,
		state as unknown as vscode.Memento,
		options.timer ? { timer: options.timer } : {},
	);
	const opener = {
		open: async (place: ConnectionPlace, credential: Credential) => {
			cloud.tried.push({ place, credential });
			if (options.open) {
				return options.open(place, credential);
			}
			const ends = new AbortController();
			const probe = (): Promise<void> => cloud.probe(place, credential, ends.signal);
			return {
				sources: [{ probe } as unknown as TaskSource],
				signal: ends.signal,
				allowOneTry: async () => undefined,
				close: () => ends.abort(),
			};
		},
		listProjects: (place: ConnectionPlace, _: Credential, signal: AbortSignal) => cloud.projects(place, signal),
	};
	const connections = new ConnectionManager(profiles, credentials, opener.open);
	const commands = new ConnectionCommands({
		profiles,
		credentials,
		connections,
		opener: opener as unknown as ConnectionOpener,
		services: SERVICES,
		format: new Format('en'),
		logger: noLogger,
		machine: {
			name: 'my-laptop',
			metadata: options.metadata ?? 'http://127.0.0.1:9',
			home: '/home/me',
			env: options.env ?? {},
			platform: 'linux',
			read: async (path) => {
				read.push(path);
				return options.files?.[path];
			},
		},
	});
	return {
		editor,
		commands,
		profiles,
		credentials,
		connections,
		cloud,
		file,
		secrets,
		state,
		asked,
		replies,
		progress,
		read,
		trash,
		details,
		entries: () => file.value as readonly Record<string, unknown>[],
	};
}

/** How the menu of an edited connection begins. */
export const MENU = 'What do you want to change';

/** A connection of the settings, in a region with projects. */
export const PROFILE = {
	id: 'c1',
	name: 'production',
	cloud: 'otc',
	region: 'eu-de',
	projectId: 'p-team',
	services: ['dcs'],
	credential: 'aksk',
} as const;

export const KEY = { kind: 'aksk', accessKey: 'AK-1', secretKey: 'SK-1' } as const;

/** The prompts that were asked, without those of the steps before the projects. */
export function prompts(desk: Desk): string[] {
	return desk.asked.map(({ prompt }) => prompt);
}
