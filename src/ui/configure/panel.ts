/** The configuration form of one task: prefilled from its details, asked once more, sent once. */
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { CloudError } from '../../cloud/errors';
import type { ConnectionManager } from '../../connections/connectionManager';
import { textAt } from '../../core/values';
import { type ConfigureValues, checkValues, emptyValues, summarize } from '../../migration/configuration';
import type { ConfigureAnswer, ServicePresenter } from '../../migration/ports';
import { statusRow } from '../../migration/status';
import type { Service, Task, TaskRef } from '../../migration/task';
import { toConnectionProblem } from '../../store/connectionProblem';
import type { ConnectionChange, TaskStore } from '../../store/taskStore';
import { pageHtml, pageRoot } from '../page';
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

/** What a form needs of the rest. */
export interface ConfigureParts {
	readonly extensionUri: vscode.Uri;
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly views: Readonly<Record<Service, ServicePresenter>>;
	/** The task was configured, or may have been: whoever shows it reads it anew. */
	readonly configured: (ref: TaskRef) => Promise<void>;
	readonly fault: (error: unknown) => void;
	readonly note: (line: string) => void;
}

export class ConfigurePanel implements vscode.Disposable {
	private readonly subscriptions: vscode.Disposable[];
	private readonly ends = new AbortController();
	private progress: Progress = { state: 'editing' };
	private notice: FormSetup['notice'];
	private request: FormSetup['request'] = { method: 'POST', path: '' };
	private read = false;

	constructor(
		readonly panel: vscode.WebviewPanel,
		readonly ref: TaskRef,
		private readonly parts: ConfigureParts,
	) {
		const { extensionUri } = parts;
		panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
		panel.iconPath = {
			light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
			dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
		};
		this.subscriptions = [
			panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
			parts.connections.onDidChange(({ id, kind }) => {
				if (id === ref.connectionId) {
					this.connectionChanged(kind);
				}
			}),
		];
		panel.webview.html = pageHtml(panel.webview, extensionUri, 'configure', panel.title, ref);
	}

	dispose(): void {
		this.ends.abort();
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	/** Another credential or place may know another task under this id: the form is filled anew where nothing was typed. */
	private connectionChanged(kind: ConnectionChange['kind']): void {
		if (this.read && (kind === 'removed' || kind === 'renamed')) {
			this.sendForm();
		} else if (this.read) {
			this.load().catch(this.parts.fault);
		}
	}

	private receive(raw: unknown): void {
		const message = v.safeParse(MessageSchema, raw);
		if (!message.success) {
			this.parts.note('configure page: a message that is not in the protocol was dropped');
			return;
		}
		this.act(message.output).catch((error: unknown) => this.parts.fault(error));
	}

	private async act(message: FromConfigurePage): Promise<void> {
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

	private get task(): Task | undefined {
		return this.parts.store.get(this.ref);
	}

	/** Reads the details, which know more than the list; the form stands meanwhile with what the list said. */
	private async load(): Promise<void> {
		if (this.task) {
			this.sendForm();
		}
		this.notice = undefined;
		try {
			await this.parts.store.refreshTask(this.ref, this.ends.signal);
			this.request = (await this.parts.store.configureRequest(this.ref)) ?? this.request;
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
		await this.parts.configured(this.ref);
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
			l10n.t('Configure and start “{0}” on {1}?', task.name, this.parts.connections.name(this.ref.connectionId)),
			{ modal: true, detail: detail.filter(Boolean).join('\n\n') },
			start,
		);
		return choice === start;
	}

	/** Sends the values. The request is not cancelled when the form is closed: half a request helps nobody. */
	private async send(values: ConfigureValues): Promise<Progress> {
		try {
			return this.done(await this.parts.store.configureTask(this.ref, values));
		} catch (error) {
			if (error instanceof CloudError && error.sent) {
				return this.unknown(error);
			}
			if (!(error instanceof CloudError)) {
				this.parts.fault(error);
			}
			const text = this.words(error);
			return { state: 'failed', text, details: error instanceof CloudError ? errorDetails(error, text) : '' };
		}
	}

	private done(answer: ConfigureAnswer): Progress {
		const { group, words } = statusRow(this.ref.service, answer.status);
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
			const now = await this.parts.store.refreshTask(this.ref);
			const { words } = this.parts.views[this.ref.service].status(now);
			task = now.configurable
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
		if (this.ends.signal.aborted) {
			return;
		}
		this.panel.title = l10n.t('Configure {0}', this.task?.name ?? this.ref.id);
		this.post({ type: 'form', form: this.form(), progress: this.progress });
	}

	private form(): FormSetup {
		const { connections, views } = this.parts;
		const task = this.task;
		const view = views[this.ref.service];
		const profile = connections.profile(this.ref.connectionId);
		const notice = this.notice ?? (task && !task.configurable ? stateNotice(task, view) : undefined);
		return {
			title: l10n.t('Configure {0}', task?.name ?? this.ref.id),
			subtitle: [view.label, profile?.region, profile?.name, task && view.status(task).words]
				.filter(Boolean)
				.join(' · '),
			taskName: task?.name ?? this.ref.id,
			values: (task && view.prefill?.(task)) ?? emptyValues(),
			...(notice ? { notice } : {}),
			request: this.request,
			migrationIp: (task && textAt(task.raw, 'ecs_tenant_private_ip')) ?? '',
			allowed: task !== undefined && profile !== undefined && view.prefill !== undefined,
		};
	}

	private words(error: unknown): string {
		return toConnectionProblem(error, this.parts.connections.name(this.ref.connectionId)).text;
	}

	private post(message: ToConfigurePage): void {
		// The form may have been closed meanwhile; what was sent goes on, and whoever else shows the task is still told.
		if (!this.ends.signal.aborted) {
			void this.panel.webview.postMessage(message);
		}
	}
}

function stateNotice(task: Task, view: ServicePresenter): FormSetup['notice'] {
	return {
		text: l10n.t(
			'This task is not waiting for its configuration: it says “{0}”. The service may refuse to configure it.',
			view.status(task).words,
		),
		tone: 'warning',
	};
}

/** What a ticket to the service's support needs, as far as the words do not hold it. */
function errorDetails({ status, code, serverMessage, requestId }: CloudError, words: string): string {
	const http = status === undefined ? undefined : `HTTP ${status}`;
	const request = requestId === undefined ? undefined : l10n.t('request {0}', requestId);
	return [http, code, serverMessage, request]
		.filter((part): part is string => part !== undefined && part !== '' && !words.includes(part))
		.join(' · ');
}
