/** What failures mean for whoever reads the log of a task. */
import * as l10n from '@vscode/l10n';
import type { ConnectionProblem } from './connectionProblem';

/** Whether asking again changes nothing before somebody did something about it. */
export function isFinal({ refused, error }: ConnectionProblem): boolean {
	return refused || error?.kind === 'permission' || error?.kind === 'noSuchTask' || error?.reason === 'noId';
}

/** Whether the service has no such address, in any of the words for it. */
export function isMissing({ error }: ConnectionProblem): boolean {
	return error?.kind === 'notFound' || (error?.kind === 'noSuchTask' && error.status === 404) || error?.status === 501;
}

/** The same, told as what it means. */
export function withoutLog(problem: ConnectionProblem): ConnectionProblem {
	return {
		...problem,
		text: l10n.t('{0} does not offer the log of migration tasks in this region.', problem.error?.host ?? '?'),
		short: l10n.t('no log'),
		remedy: 'retry',
	};
}
