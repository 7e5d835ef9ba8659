/** The head of the page: name, status and actions. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { usePage } from './context';
import { Help } from './help';
import { Menu } from './menu';

/** What the task is called, how it stands in a word, and what can be done. */
export function Header({ snapshot }: { readonly snapshot: Snapshot }) {
	const { status, live, actions } = snapshot;
	const { post } = usePage();
	return (
		<header>
			<div class="names">
				<h1 data-field={snapshot.titleField}>{snapshot.title}</h1>
				<span class={`badge badge-${status.tone}`}>
					<ToneIcon tone={status.tone} />
					<span data-field={status.field} title={status.wire}>
						{status.words}
					</span>
				</span>
				<Help about={status.words} text={status.help} />
				<span class="subtitle dim">{snapshot.subtitle}</span>
			</div>
			<div class="actions">
				{live?.pausable ? (
					<button type="button" data-action="pause" onClick={() => post({ type: 'pause', paused: !live.paused })}>
						{live.paused ? l10n.t('Resume Sampling') : l10n.t('Pause Sampling')}
					</button>
				) : null}
				<button type="button" data-action="refresh" onClick={() => post({ type: 'refresh' })}>
					{l10n.t('Refresh')}
				</button>
				{actions.watched === undefined ? null : (
					<button
						type="button"
						data-action="watch"
						aria-pressed={actions.watched}
						onClick={() => post({ type: 'watch', on: !actions.watched })}
					>
						{actions.watched ? l10n.t('Watching') : l10n.t('Watch')}
					</button>
				)}
				{actions.configure ? (
					<button type="button" class="primary" data-action="configure" onClick={() => post({ type: 'configure' })}>
						{l10n.t('Configure…')}
					</button>
				) : null}
				<Menu withConsole={actions.console} withActions={actions.more ?? false} />
			</div>
		</header>
	);
}
