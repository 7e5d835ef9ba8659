/** The configuration form of one task: prefilled from its details, asked once more, sent once. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionChange } from '../../connections/connectionManager';
import { type SetTimer, setTimer } from '../../core/timer';
import { type ConfigureValues, checkValues } from '../../migration/configuration';
import type { ServicePresenter } from '../../migration/ports';
import { allows, sameRef, type Task, type TaskRef } from '../../migration/task';
import { toConnectionProblem } from '../../store/connectionProblem';
import type { Outcome, Submissions } from '../../store/submissions';
import { problemText } from '../nextTry';
import { TaskPanel, type TaskPanelDeps } from '../panels/taskPanel';
import { nameOf, TITLE_LENGTH } from '../taskNames';
import { answeredBefore, confirmSending, confirmUntraced, sentBefore } from './confirm';
import { FormHelp, type FormHelpDeps } from './formHelp';
import { buildForm, formTitle } from './formSetup';
import { MessageSchema } from './messageSchema';
import {
	ACTION,
	doubtOf,
	doubtText,
	faultText,
	type OutcomeContext,
	progressOf,
	statusOf,
	taskNow,
	unreadableText,
} from './outcomeWords';
import type { FormSetup, FromConfigurePage, Progress, ToConfigurePage } from './protocol';

/** How often a sending of another window is looked after, ms. */
const LOOK_AGAIN = 2_000;

export { ChecklistMemory } from './checklistMemory';

/** What a form is built from. */
export interface ConfigureDeps extends TaskPanelDeps, FormHelpDeps {
	readonly submissions: Submissions;
	/** The task was configured, or may have been: whoever shows it reads it anew. */
	readonly configured: (ref: TaskRef) => Promise<void>;
	readonly setTimer?: SetTimer;
}

export class ConfigurePanel extends TaskPanel<FromConfigurePage, ToConfigurePage> {
	private readonly ends = new AbortController();
	private progress: Progress = { state: 'editing' };
	private notice: FormSetup['notice'];
	private request: FormSetup['request'] = { method: 'POST', path: '' };
	private readonly help: FormHelp;
	private read = false;
	/** When the sending went out whose outcome is not known, ms since 1970. */
	private doubt: number | undefined;
	/** Waits for another window to be done. */
	private waiting: { dispose(): void } | undefined;

	constructor(
		panel: vscode.WebviewPanel,
		ref: TaskRef,
		presenter: ServicePresenter,
		private readonly deps: ConfigureDeps,
	) {
		super(panel, ref, presenter, deps, 'configure', MessageSchema);
		const { submissions } = deps;
		this.help = new FormHelp(ref, deps, (message) => this.post(message));
		this.own(panel.onDidDispose(() => this.help.closed(this.progress)));
		this.own(submissions.attend(ACTION, ref));
		this.own(submissions.onDidChange((about) => this.submissionChanged(about)));
		this.own({ dispose: () => this.waiting?.dispose() });
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
			void this.help.receive({ type: 'instances' });
			this.load().catch((error: unknown) => this.deps.logger.error(error));
		}
	}

	protected override async receive(message: FromConfigurePage): Promise<void> {
		switch (message.type) {
			case 'ready':
				await Promise.all([this.read ? this.sendForm() : this.load(), this.help.read()]);
				return;
			case 'reload':
				return this.load();
			case 'openTask':
				await vscode.commands.executeCommand('migrationTasks.openTask', this.ref);
				return;
			case 'submit':
				return this.submit(message.values);
			default:
				return this.help.receive(message);
		}
	}

	protected override dropped(raw: unknown): void {
		const submitted = typeof raw === 'object' && raw !== null && 'type' in raw && raw.type === 'submit';
		const busy = this.progress.state === 'busy';
		this.report(submitted && !busy ? { state: 'failed', text: unreadableText(), details: '' } : this.progress);
	}

	/** Reads the details, which know more than the list; the form stands meanwhile with what the list said. */
	private async load(): Promise<void> {
		await this.look();
		if (this.task) {
			this.sendForm();
		}
		this.notice = undefined;
		try {
			const task = await this.deps.store.refreshTask(this.ref, this.ends.signal);
			await this.deps.submissions.review(ACTION, task);
			this.reviewDoubt(task);
			this.request = await this.deps.store.describeAction(ACTION, this.ref);
		} catch (error) {
			if (this.ends.signal.aborted) {
				return;
			}
			this.notice = { text: this.words(error), tone: 'bad' };
		}
		this.read = true;
		this.sendForm();
	}

	/** Joins what is on its way for this task, or tells of what was left in doubt, by whichever form, window or session. */
	private async look(): Promise<void> {
		const { submissions } = this.deps;
		const standing = await submissions.standing(ACTION, this.ref);
		const waited = this.waiting !== undefined;
		if (this.isDisposed || (this.progress.state === 'busy' && !waited)) {
			return;
		}
		this.waiting?.dispose();
		this.waiting = undefined;
		switch (standing?.state) {
			case 'running':
				this.follow(standing.running.outcome).catch((error: unknown) => this.deps.logger.error(error));
				return;
			case 'elsewhere':
				this.progress = { state: 'busy', text: l10n.t('Another window is sending a configuration of this task…') };
				this.waiting = (this.deps.setTimer ?? setTimer)(() => {
					this.load().catch((error: unknown) => this.deps.logger.error(error));
				}, LOOK_AGAIN);
				return;
			case 'unsettled':
				if (this.doubt !== standing.sentAt) {
					this.doubt = standing.sentAt;
					this.progress = { state: 'unknown', text: doubtText(standing.sentAt, this.context()), task: '' };
				}
				return;
			default:
				if (waited) {
					this.progress = { state: 'editing' };
				}
		}
	}

	/** The task was read while it was in doubt whether it had been configured. */
	private reviewDoubt(task: Task): void {
		if (this.progress.state === 'unknown') {
			this.progress = { ...this.progress, task: taskNow(task, this.context()) };
			this.doubt = allows(task, ACTION) ? this.doubt : undefined;
		}
	}

	/** Every submission is answered: the page waits until it is. */
	private async submit(values: ConfigureValues): Promise<void> {
		const before = this.progress;
		if (before.state === 'busy') {
			return this.report(before);
		}
		const task = this.task;
		if (!task) {
			// The connection was changed meanwhile. Sending to what nobody has looked at is no good: read it first.
			return this.load();
		}
		const problems = checkValues(values, this.help.knownIds(this.form().values));
		if (problems.some(({ severity }) => severity === 'error')) {
			return this.report({ state: 'invalid', problems });
		}
		this.report({ state: 'busy', text: l10n.t('Waiting for your confirmation…') });
		const { connections, logger } = this.deps;
		try {
			if (
				await confirmSending(
					task,
					connections.name(this.ref.connectionId),
					values,
					(id) => this.help.nameOf(id),
					this.earlier(before),
				)
			) {
				return await this.send(values);
			}
			this.report(before.state === 'invalid' ? { state: 'editing' } : before);
		} catch (error) {
			logger.error(error);
			if (this.progress.state === 'busy') {
				this.report({ state: 'failed', text: faultText(), details: '' });
			}
		}
	}

	/** Sends the values. The request is not cancelled when the form is closed: half a request helps nobody. */
	private async send(values: ConfigureValues): Promise<void> {
		const { submissions } = this.deps;
		const decided = this.doubt;
		const outcome = await this.follow(submissions.run(ACTION, this.ref, values, { decided }));
		if (outcome.kind === 'untraced' && (await confirmUntraced())) {
			await this.follow(submissions.run(ACTION, this.ref, values, { decided, untraced: true }));
		}
	}

	/** Shows what is on its way until its outcome is there, and that then. A form that was closed meanwhile leaves it to the next, or to a message. */
	private async follow(outcome: Promise<Outcome>): Promise<Outcome> {
		this.reportRunning();
		const settled = await outcome;
		if (this.isDisposed) {
			return settled;
		}
		this.doubt = doubtOf(settled);
		this.report(progressOf(settled, this.context()));
		if (settled.kind === 'elsewhere' || settled.kind === 'unsettled') {
			this.progress = settled.kind === 'elsewhere' ? { state: 'editing' } : this.progress;
			await this.load();
		} else if (settled.kind !== 'untraced') {
			await this.deps.configured(this.ref);
			// The head of the form tells the task's state, which is another one now.
			this.sendForm();
		}
		return settled;
	}

	private submissionChanged({ action, ref }: { readonly action: string; readonly ref: TaskRef }): void {
		if (action === ACTION && sameRef(ref, this.ref) && this.read) {
			this.reportRunning();
		}
	}

	private reportRunning(): void {
		const running = this.deps.submissions.running(ACTION, this.ref);
		if (running) {
			const name = nameOf(this.ref, this.task);
			const text =
				running.stage === 'reading'
					? l10n.t('No answer came. Reading the task again…')
					: l10n.t('Configuring “{0}”…', name);
			this.report({ state: 'busy', text });
		}
	}

	/** Why sending is sending again; undefined where it is the first time. */
	private earlier(before: Progress): string | undefined {
		if (this.doubt !== undefined) {
			return sentBefore(this.doubt, this.context());
		}
		return before.state === 'failed' && before.error !== undefined ? answeredBefore() : undefined;
	}

	private report(progress: Progress): void {
		this.progress = progress;
		this.post({ type: 'progress', progress });
	}

	private sendForm(): void {
		if (this.isDisposed) {
			return;
		}
		this.panel.title = formTitle(this.ref, this.task, this.panel.title, TITLE_LENGTH);
		this.post({ type: 'form', form: this.form(), progress: this.progress });
	}

	private form(): FormSetup {
		const { ref, presenter, service, task, notice, request } = this;
		const profile = this.deps.connections.profile(ref.connectionId);
		const known = { ...this.help.known(), heading: this.panel.title };
		return buildForm({ ref, presenter, service, task, profile, notice, request, ...known });
	}

	private context(): OutcomeContext {
		const { store, connections, format } = this.deps;
		const connectionName = connections.name(this.ref.connectionId);
		return { connectionName, status: statusOf(store, this.ref), format, now: Date.now() };
	}

	private words(error: unknown): string {
		const problem = toConnectionProblem(error, this.deps.connections.name(this.ref.connectionId));
		return problemText(problem, this.deps.format, Date.now());
	}
}
