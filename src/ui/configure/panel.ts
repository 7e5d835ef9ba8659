/** The configuration form of one task: prefilled from its details, asked once more, sent once. */
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { CloudError } from '../../cloud/errors';
import type { ConnectionChange } from '../../connections/connectionManager';
import { type ConfigureValues, checkValues, emptyValues, summarize } from '../../migration/configuration';
import type { ActionAnswer, ServicePresenter } from '../../migration/ports';
import { allows, type Task, type TaskRef } from '../../migration/task';
import { toConnectionProblem } from '../../store/connectionProblem';
import { TaskPanel, type TaskPanelDeps } from '../panels/taskPanel';
import type { FormSetup, FromConfigurePage, Progress, ToConfigurePage } from './protocol';

const text = v.pipe(v.string(), v.maxLength(10_000));
const EndpointSchema = v.object({ by: v.picklist(['id', 'addrs']), id: text, addrs: text, password: text });
const ValuesSchema = v.object({
	migration_method: v.picklist(['full_amount_migration', 'incremental_migration']),
	resume_mode: v.picklist(['auto', 'manual']),
	bandwidth_limit_mb: text,
	source_instance: EndpointSchema,
	target_instance: EndpointSchema,
});
const MessageSchema = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('submit'), values: ValuesSchema }),
	v.object({ type: v.literal('openTask') }),
	v.object({ type: v.literal('reload') }),
]);

/** What a form is built from. */
export interface ConfigureDeps extends TaskPanelDeps {
	/** The task was configured, or may have been: whoever shows it reads it anew. */
	readonly configured: (ref: TaskRef) => Promise<void>;
}

export class ConfigurePanel extends TaskPanel<FromConfigurePage, ToConfigurePage> {
	private readonly ends = new AbortController();
	private progress: Progress = { state: 'editing' };
	private notice: FormSetup['notice'];
	private request: FormSetup['request'] = { method: 'POST', path: '' };
	private read = false;

	constructor(
		panel: vscode.WebviewPanel,
		ref: TaskRef,
		presenter: ServicePresenter,
		private readonly deps: ConfigureDeps,
	) {
		super(panel, ref, presenter, deps, 'configure', MessageSchema);
	}

	override dispose(): void {
		this.ends.abort();
		super.dispose();
	}

	override async refresh(): Promise<void> {
		await this.load();
	}

	/** Another credential or place may know another task under this id: the form is filled anew where nothing was typed. */
	protected override connectionChanged(kind: ConnectionChange['kind']): void {
		if (this.read && (kind === 'removed' || kind === 'renamed')) {
			this.sendForm();
		} else if (this.read) {
			this.load().catch((error: unknown) => this.deps.logger.error(error));
		}
	}

	protected override async receive(message: FromConfigurePage): Promise<void> {
		switch (message.type) {
			case 'ready':
				return this.read ? this.sendForm() : this.load();
			case 'reload':
				return this.load();
			case 'openTask':
				await vscode.commands.executeCommand('migrationTasks.openTask', this.ref);
				return;
			case 'submit':
				return this.submit(message.values);
		}
	}

	/** Reads the details, which know more than the list; the form stands meanwhile with what the list said. */
	private async load(): Promise<void> {
		if (this.task) {
			this.sendForm();
		}
		this.notice = undefined;
		try {
			await this.deps.store.refreshTask(this.ref, this.ends.signal);
			this.request = await this.deps.store.describeAction('configure', this.ref);
		} catch (error) {
			if (this.ends.signal.aborted) {
				return;
			}
			this.notice = { text: this.words(error), tone: 'bad' };
		}
		this.read = true;
		this.sendForm();
	}

	private async submit(values: ConfigureValues): Promise<void> {
		const task = this.task;
		if (this.progress.state === 'busy') {
			return;
		}
		if (!task) {
			// The connection was changed meanwhile. Sending to what nobody has looked at is no good: read it first.
			return this.load();
		}
		const problems = checkValues(values);
		if (problems.some(({ severity }) => severity === 'error')) {
			this.report({ state: 'invalid', problems });
			return;
		}
		this.report({ state: 'busy', text: l10n.t('Waiting for your confirmation…') });
		if (!(await this.confirm(task, values))) {
			this.report({ state: 'editing' });
			return;
		}
		this.report({ state: 'busy', text: l10n.t('Configuring “{0}”…', task.name) });
		this.report(await this.send(values));
		await this.deps.configured(this.ref);
		// The head of the form tells the task's state, which is another one now.
		this.sendForm();
	}

	private async confirm(task: Task, values: ConfigureValues): Promise<boolean> {
		const start = l10n.t('Configure and Start');
		const detail = [
			summarize(values),
			l10n.t('Keys of the same name at the target are overwritten.'),
			values.resume_mode === 'auto'
				? l10n.t('When following cannot resume after a break, a new full copy begins by itself.')
				: undefined,
		];
		const choice = await vscode.window.showWarningMessage(
			l10n.t('Configure and start “{0}” on {1}?', task.name, this.deps.connections.name(this.ref.connectionId)),
			{ modal: true, detail: detail.filter(Boolean).join('\n\n') },
			start,
		);
		return choice === start;
	}

	/** Sends the values. The request is not cancelled when the form is closed: half a request helps nobody. */
	private async send(values: ConfigureValues): Promise<Progress> {
		try {
			return this.done(await this.deps.store.runAction('configure', this.ref, values));
		} catch (error) {
			if (error instanceof CloudError && error.sent) {
				return this.unknown(error);
			}
			if (!(error instanceof CloudError)) {
				this.deps.logger.error(error);
			}
			const text = this.words(error);
			return { state: 'failed', text, details: error instanceof CloudError ? errorDetails(error, text) : '' };
		}
	}

	private done(answer: ActionAnswer): Progress {
		const { group, words } = this.service.statuses.row(answer.status);
		return {
			state: 'done',
			text:
				answer.error === ''
					? group === 'active'
						? l10n.t('The task was configured and has started.')
						: l10n.t('The service took the configuration.')
					: l10n.t('The service took the configuration, but reports an error.'),
			answer: { ...answer, statusWords: answer.status === '' ? '' : words() },
		};
	}

	/** The request went out and no answer came: only the task itself can tell. */
	private async unknown(error: CloudError): Promise<Progress> {
		this.report({ state: 'busy', text: l10n.t('No answer came. Reading the task again…') });
		let task: string;
		try {
			const now = await this.deps.store.refreshTask(this.ref);
			const words = this.statusWords(now);
			task = allows(now, 'configure')
				? l10n.t(
						'The task still says “{0}”. That may yet change, if the request arrived: look again before you send it once more.',
						words,
					)
				: l10n.t('The task now says “{0}”.', words);
		} catch (second) {
			task = l10n.t('The task could not be read again either: {0}', this.words(second));
		}
		return {
			state: 'unknown',
			text: l10n.t(
				'The request was sent, but no answer came back, so it is not known whether the task was configured. {0}',
				this.words(error),
			),
			task,
		};
	}

	private report(progress: Progress): void {
		this.progress = progress;
		this.post({ type: 'progress', progress });
	}

	private sendForm(): void {
		if (this.isDisposed) {
			return;
		}
		this.panel.title = l10n.t('Configure {0}', this.task?.name ?? this.ref.id);
		this.post({ type: 'form', form: this.form(), progress: this.progress });
	}

	private form(): FormSetup {
		const { presenter, service, task } = this;
		const profile = this.deps.connections.profile(this.ref.connectionId);
		const notice = this.notice ?? (task && !allows(task, 'configure') ? this.stateNotice(task) : undefined);
		return {
			title: l10n.t('Configure {0}', task?.name ?? this.ref.id),
			subtitle: [service.label, profile?.region, profile?.name, task && this.statusWords(task)]
				.filter(Boolean)
				.join(' · '),
			taskName: task?.name ?? this.ref.id,
			values: (task && presenter.prefill?.(task)) ?? emptyValues(),
			...(notice ? { notice } : {}),
			request: this.request,
			migrationIp: (task && presenter.migrationIp?.(task)) ?? '',
			allowed: task !== undefined && profile !== undefined && presenter.prefill !== undefined,
		};
	}

	private words(error: unknown): string {
		return toConnectionProblem(error, this.deps.connections.name(this.ref.connectionId)).text;
	}

	private statusWords(task: Task): string {
		return this.service.statuses.row(task.status).words();
	}

	private stateNotice(task: Task): FormSetup['notice'] {
		return {
			text: l10n.t(
				'This task is not waiting for its configuration: it says “{0}”. The service may refuse to configure it.',
				this.statusWords(task),
			),
			tone: 'warning',
		};
	}
}

/** What a ticket to the service's support needs, as far as the words do not hold it. */
function errorDetails({ status, code, serverMessage, requestId }: CloudError, words: string): string {
	const http = status === undefined ? undefined : `HTTP ${status}`;
	const request = requestId === undefined ? undefined : l10n.t('request {0}', requestId);
	return [http, code, serverMessage, request]
		.filter((part): part is string => part !== undefined && part !== '' && !words.includes(part))
		.join(' · ');
}
