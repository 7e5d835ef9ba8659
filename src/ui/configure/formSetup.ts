/** What the form shows around and in its fields, from what is known of the task. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import { type ConfigureValues, type Endpoint, emptyValues, type Side } from '../../migration/configuration';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import { allows, type Task, type TaskRef } from '../../migration/task';
import type { ChosenEnds } from '../create/chosenEnds';
import { nameOf } from '../taskNames';
import type { FormSetup } from './protocol';

export interface FormInput {
	readonly ref: TaskRef;
	readonly presenter: ServicePresenter;
	readonly service: ServiceInfo;
	readonly task: Task | undefined;
	readonly profile: { readonly name: string; readonly region?: string | undefined } | undefined;
	/** Why the task could not be read; without one the task's state may be worth a notice. */
	readonly notice: FormSetup['notice'];
	readonly request: FormSetup['request'];
	/** Other tasks of the same service. */
	readonly others: readonly Task[];
	readonly ticked: readonly string[];
	readonly draft?: FormSetup['draft'] | undefined;
	/** What the tab is called so far. */
	readonly heading?: string | undefined;
	/** What was chosen while the task was created. */
	readonly chosen: ChosenEnds | undefined;
}

/** What form and tab are called; `before`: the tab so far, which knows more than the id of a task that is still to be read. */
export function formTitle(ref: TaskRef, task: Task | undefined, before: string, length?: number): string {
	return task || before === '' ? l10n.t('Configure {0}', nameOf(ref, task, length)) : plainLine(before);
}

export function buildForm({
	ref,
	presenter,
	service,
	task,
	profile,
	notice,
	request,
	others,
	ticked,
	chosen,
	draft,
	heading = '',
}: FormInput): FormSetup {
	const status = task && plainLine(service.statuses.row(task.status).words());
	const shown = notice ?? (task && !allows(task, 'configure') ? stateNotice(status ?? '') : undefined);
	return {
		title: formTitle(ref, task, heading),
		subtitle: [service.label, profile?.region ?? '', plainLine(profile?.name ?? ''), status]
			.filter(Boolean)
			.join(' · '),
		values: withChosen((task && presenter.prefill?.(task)) ?? emptyValues(), chosen),
		...(shown ? { notice: shown } : {}),
		...(draft ? { draft } : {}),
		request,
		migrationIp: plainLine((task && presenter.migrationIp?.(task)) ?? ''),
		vpcId: plainLine((task && presenter.migrationVpc?.(task)) ?? ''),
		atWork: others.flatMap((other) => atWork(other, presenter)),
		ticked,
		allowed: task !== undefined && profile !== undefined && presenter.prefill !== undefined,
	};
}

/** What the task says itself goes first. */
function withChosen(values: ConfigureValues, chosen: ChosenEnds | undefined): ConfigureValues {
	const end = (side: Side, id: string | undefined): Endpoint =>
		id && values[side].id === '' && values[side].addrs === '' ? { ...values[side], by: 'id', id } : values[side];
	return {
		...values,
		source_instance: end('source_instance', chosen?.sourceId),
		target_instance: end('target_instance', chosen?.targetId),
	};
}

/** What a task writes to, while it does. */
function atWork(task: Task, { prefill }: ServicePresenter): FormSetup['atWork'] {
	const target = task.over || !task.live ? undefined : prefill?.(task).target_instance;
	return target ? [{ name: nameOf(task.ref, task), targetId: target.id, targetAddrs: target.addrs }] : [];
}

function stateNotice(status: string): FormSetup['notice'] {
	return {
		text: l10n.t(
			'This task is not waiting for its configuration: it says “{0}”. The service may refuse to configure it.',
			status,
		),
		tone: 'warning',
	};
}
