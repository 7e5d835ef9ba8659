/** What a service encodes for an administrator when it refuses somebody ("Decoding Authorization Message" of IAM). It is copied on request, and shown nowhere. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainLine } from '../core/plainText';
import type { TaskStore } from '../store/taskStore';
import { showInfo, showInStatusBar } from './messages';
import { connectionIdOf } from './taskRefs';

/** Copies the message of the connection that the argument names. */
export async function copyAuthorizationMessage(store: TaskStore, argument?: unknown): Promise<void> {
	const id = connectionIdOf(argument);
	const state = store.connectionStates().find((one) => one.id === id);
	const problems = state ? [state.problem, ...state.services.map(({ problem }) => problem)] : [];
	const [encoded] = problems.flatMap((problem) => problem?.error?.authorizationMessage ?? []);
	if (encoded === undefined) {
		void showInfo(
			l10n.t(
				'There is no authorization message of “{0}” that could be copied: the service gave none, or it answers again.',
				plainLine(state?.name ?? id ?? l10n.t('connection')),
			),
		);
		return;
	}
	await copyEncoded(encoded);
}

/** Copies one that is at hand. */
export async function copyEncoded(encoded: string): Promise<void> {
	await vscode.env.clipboard.writeText(encoded);
	showInStatusBar(l10n.t('Authorization message copied: an administrator can decode it'));
}
