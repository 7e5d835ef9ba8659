/** What is needed seldom, behind one button. */
import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../shared/icon';
import { usePage } from './context';

/** The button "More actions" and its menu. It closes when the focus or a click goes elsewhere. */
export function Menu({ withConsole, withActions }: { readonly withConsole: boolean; readonly withActions: boolean }) {
	const { post } = usePage();
	const root = useRef<HTMLDivElement>(null);
	const [open, setOpen] = useState(false);

	useLayoutEffect(() => {
		if (open) {
			items(root.current)[0]?.focus();
		}
	}, [open]);
	useEffect(() => {
		if (!open) {
			return undefined;
		}
		const onClick = ({ target }: MouseEvent): void => {
			if (target instanceof Node && !root.current?.contains(target)) {
				setOpen(false);
			}
		};
		document.addEventListener('click', onClick);
		return () => document.removeEventListener('click', onClick);
	}, [open]);

	const close = (): void => {
		setOpen(false);
		root.current?.querySelector('button')?.focus();
	};
	const item = (action: 'copyJson' | 'console' | 'act', label: string) => (
		<button
			type="button"
			role="menuitem"
			tabindex={-1}
			data-action={action}
			onClick={() => {
				post({ type: action });
				close();
			}}
		>
			{label}
		</button>
	);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the keys pressed on the buttons inside.
		<div
			ref={root}
			class="menu"
			onKeyDown={(event) => {
				if (event.key === 'Escape' && open) {
					close();
				} else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
					event.preventDefault();
					moveFocus(items(root.current), event.key === 'ArrowDown' ? 1 : -1);
				}
			}}
			onFocusOut={({ relatedTarget, currentTarget }) => {
				if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) {
					setOpen(false);
				}
			}}
		>
			<button
				type="button"
				class="icon-button"
				data-action="more"
				aria-label={l10n.t('More actions')}
				title={l10n.t('More actions')}
				aria-haspopup="menu"
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			>
				<Icon name="more" />
			</button>
			{open ? (
				<div class="menu-items" role="menu" aria-label={l10n.t('More actions')}>
					{item('copyJson', l10n.t('Copy as JSON'))}
					{withConsole ? item('console', l10n.t('Open in cloud console')) : null}
					{withActions ? item('act', l10n.t('Stop, delete and others…')) : null}
				</div>
			) : null}
		</div>
	);
}

function items(menu: Element | null): HTMLElement[] {
	return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

/** Round and round. */
function moveFocus(among: readonly HTMLElement[], by: 1 | -1): void {
	const now = among.findIndex((item) => item.matches(':focus'));
	among[(now + by + among.length) % Math.max(1, among.length)]?.focus();
}
