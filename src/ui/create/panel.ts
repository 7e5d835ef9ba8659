/** The form of a new migration in one connection: checked while one types, asked once more, sent once, followed until the task is there. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { ConnectionChange, ConnectionManager } from '../../connections/connectionManager';
import type { Logger } from '../../core/logger';
import { plainLine } from '../../core/plainText';
import type { CreationKind, CreationValues } from '../../migration/creation';
import { checkCreation } from '../../migration/creationChecks';
import type { Format } from '../../migration/format';
import type { InstancesState } from '../../migration/instances';
import type { ServicePresenter } from '../../migration/ports';
import type { TaskRef } from '../../migration/task';
import { toConnectionProblem } from '../../store/connectionProblem';
import type { CreationPlace, Creations } from '../../store/creations';
import type { Outcome } from '../../store/submissions';
import { runCommand } from '../commands';
import { confirmUntraced } from '../configure/confirm';
import { faultText, unreadableText } from '../configure/outcomeWords';
import { InstanceFeed, type InstanceFeedDeps } from '../instanceFeed';
import { problemText } from '../nextTry';
import { TaskPanel, type TaskPanelDeps } from '../panels/taskPanel';
import { confirmCreation } from './confirm';
import { namesakes } from './creationRun';
import type { CreationRuns } from './creationRuns';
import { progressOf } from './creationWords';
import { MessageSchema } from './messageSchema';
import type { BackupRow, CreateForm, FromCreatePage, Listed, Progress, ToCreatePage } from './protocol';

/** What a form is built from. */
export interface CreateDeps extends TaskPanelDeps, InstanceFeedDeps {
	readonly connections: ConnectionManager;
	readonly logger: Logger;
	readonly runs: CreationRuns;
	readonly creations: Creations;
	readonly format: Format;
}

const KINDS: readonly CreationKind[] = ['online_migration', 'backupfile_import'];

export class CreatePanel extends TaskPanel<FromCreatePage, ToCreatePage> {
	private readonly place: CreationPlace;
	/** What this form waits for itself, before anything is sent. */
	private ownProgress: Progress | undefined;
	private readonly feed: InstanceFeed;
	private instances: InstancesState = { state: 'loading' };
	private readonly backups = new Map<string, Listed<BackupRow>>();
	private requests: CreateForm['requests'] = {
		online_migration: { method: 'POST', path: '' },
		backupfile_import: { method: 'POST', path: '' },
	};
	private read = false;

	constructor(
		panel: vscode.WebviewPanel,
		ref: TaskRef,
		presenter: ServicePresenter,
		private readonly deps: CreateDeps,
	) {
		super(panel, ref, presenter, deps, 'create', MessageSchema);
		this.place = { connectionId: ref.connectionId, service: ref.service };
		this.feed = new InstanceFeed(ref.connectionId, ref.service, deps, (instances) => {
			this.instances = instances;
			this.post({ type: 'instances', instances });
		});
		this.own(deps.runs.attend(this.place));
		this.own({
			dispose: deps.runs.onDidChange((about) => {
				if (about.connectionId === this.place.connectionId && about.service === this.place.service) {
					this.report();
				}
			}).dispose,
		});
	}

	override async refresh(): Promise<void> {
		await this.load(true);
	}

	/** Another account or place has other instances. */
	protected override connectionChanged(kind: ConnectionChange['kind']): void {
		if (kind === 'replaced' || kind === 'renewed') {
			this.backups.clear();
			this.load(true).catch((error: unknown) => this.deps.logger.error(error));
		} else {
			this.sendForm();
		}
	}

	protected override async receive(message: FromCreatePage): Promise<void> {
		const { runs } = this.deps;
		switch (message.type) {
			case 'ready':
				this.sendForm();
				this.post({ type: 'instances', instances: this.instances });
				return this.read ? undefined : this.load(false);
			case 'instances':
				return this.feed.read({ anew: true });
			case 'listBackups':
				return this.listBackups(message.of.trim());
			case 'submit':
				return this.submit(message.values);
			case 'lookAgain':
				return this.lookAgain();
			case 'another':
				this.ownProgress = undefined;
				return runs.another(this.place);
			case 'openTask':
			case 'configureTask':
			case 'deleteTask': {
				const shown = runs.showing(this.place);
				return shown?.kind === 'run' && shown.run.ref ? runCommand(message.type, shown.run.ref) : undefined;
			}
		}
	}

	protected override dropped(raw: unknown): void {
		const submitted = typeof raw === 'object' && raw !== null && 'type' in raw && raw.type === 'submit';
		this.report(submitted ? { state: 'failed', text: unreadableText(), details: '' } : this.ownProgress);
	}

	private async load(anew: boolean): Promise<void> {
		this.read = true;
		const listed = this.feed.read({ anew });
		try {
			const [online, imported] = await Promise.all(KINDS.map((kind) => this.deps.creations.describe(this.place, kind)));
			if (online && imported) {
				this.requests = { online_migration: online, backupfile_import: imported };
			}
		} catch (error) {
			// Only what is shown of the request is without its address then.
			this.deps.logger.debug(`describing a creation: ${String(error)}`);
		}
		this.sendForm();
		await listed;
	}

	private async listBackups(of: string): Promise<void> {
		if (of === '' || this.backups.get(of)?.loading) {
			return;
		}
		this.setBackups(of, { rows: [], loading: true, problem: '' });
		try {
			const rows = await this.deps.creations.backups(this.place, of);
			this.setBackups(of, { rows: rows.map((row) => this.backupRow(row)), loading: false, problem: '' });
		} catch (error) {
			this.setBackups(of, { rows: [], loading: false, problem: this.words(error) });
		}
	}

	private setBackups(of: string, backups: Listed<BackupRow>): void {
		this.backups.set(of, backups);
		this.post({ type: 'backups', of, backups });
	}

	private backupRow(backup: Omit<BackupRow, 'about'>): BackupRow {
		const { format } = this.deps;
		const { createdAt, size } = backup;
		const parts = [
			createdAt === undefined ? '' : format.dateTime(createdAt),
			!size ? '' : l10n.t('{0} MB', format.number(Math.round((size / 1_048_576) * 100) / 100)),
			plainLine(backup.format),
		];
		return {
			...backup,
			name: plainLine(backup.name),
			status: plainLine(backup.status),
			about: parts.filter(Boolean).join(' · '),
		};
	}

	/** Every submission is answered: the page waits until it is. */
	private async submit(values: CreationValues): Promise<void> {
		const { runs, connections, store, logger } = this.deps;
		const before = runs.showing(this.place);
		if (this.ownProgress?.state === 'busy' || before?.kind === 'sending' || before?.kind === 'run') {
			return this.report(this.ownProgress);
		}
		const instances = this.instances.state === 'ready' ? this.instances.rows : [];
		const backups = this.backups.get(values['source_instance.id'].trim())?.rows ?? [];
		const problems = checkCreation(values, { instances, backups });
		if (problems.some(({ severity }) => severity === 'error')) {
			return this.report({ state: 'invalid', problems });
		}
		this.report({ state: 'busy', text: l10n.t('Reading the list of tasks…') });
		try {
			const { connectionId } = this.place;
			await store.refresh({ ids: [connectionId], quietly: true });
			this.report({ state: 'busy', text: l10n.t('Waiting for your confirmation…') });
			const name = values.name.trim();
			const doubt = before?.kind === 'unknown' && before.facts.name === name ? before.facts.sentAt : undefined;
			const connectionName = connections.name(connectionId);
			const others = namesakes(store, this.place, name).length;
			const asked = { connectionName, values, instances, namesakes: others, doubt: doubt !== undefined };
			const confirmed = await confirmCreation(asked);
			this.ownProgress = undefined;
			if (confirmed) {
				await this.send(values, doubt);
			} else {
				this.report();
			}
		} catch (error) {
			logger.error(error);
			this.report({ state: 'failed', text: faultText(), details: '' });
		}
	}

	/** The request is not cancelled when the form is closed: half a request helps nobody. */
	private async send(values: CreationValues, decided: number | undefined): Promise<Outcome> {
		const { runs } = this.deps;
		const outcome = await runs.create(this.place, values, { decided });
		return outcome.kind === 'untraced' && (await confirmUntraced())
			? runs.create(this.place, values, { decided, untraced: true })
			: outcome;
	}

	private async lookAgain(): Promise<void> {
		this.report({ state: 'busy', text: l10n.t('Looking for the task…') });
		try {
			await this.deps.runs.lookAgain(this.place);
		} finally {
			this.report();
		}
	}

	/** Tells where it stands: what this form waits for, else what is known of the creation. */
	private report(own?: Progress): void {
		this.ownProgress = own;
		this.post({ type: 'progress', progress: this.progress() });
	}

	private progress(): Progress {
		return this.ownProgress ?? progressOf(this.deps.runs.showing(this.place), this.context());
	}

	private sendForm(): void {
		this.post({ type: 'form', form: this.form(), progress: this.progress() });
	}

	private form(): CreateForm {
		const profile = this.deps.connections.profile(this.place.connectionId);
		return {
			title: l10n.t('New Migration'),
			subtitle: [this.service.label, profile?.region ?? '', plainLine(profile?.name ?? '')].filter(Boolean).join(' · '),
			requests: this.requests,
			...(profile ? {} : { notice: l10n.t('This connection does not exist any more.') }),
			allowed: profile !== undefined,
		};
	}

	private context() {
		const { connections, format, store } = this.deps;
		const { statuses } = store.services.get(this.place.service);
		return {
			connectionName: connections.name(this.place.connectionId),
			format,
			now: Date.now(),
			status: ({ status }: { readonly status: string }) => statuses.row(status).words(),
		};
	}

	private words(error: unknown): string {
		const problem = toConnectionProblem(error, this.deps.connections.name(this.place.connectionId));
		return problem.error
			? problemText(problem, this.deps.format, Date.now())
			: l10n.t('It could not be read. Details are in the log.');
	}
}
