/** A small button beside a number or a field, which says what it means in the place where one asks. */
import * as l10n from '@vscode/l10n';
import { useId, useState } from 'preact/hooks';
import { Icon } from '../shared/icon';

interface HelpProps {
	/** What is explained, as it is called on the page. */
	readonly about: string;
	/** Nothing is drawn without it. */
	readonly text: string | undefined;
}

/** The button, and while it is pressed the text below it. Escape puts it away. */
export function Help({ about, text }: HelpProps) {
	const [open, setOpen] = useState(false);
	const id = useId();
	if (text === undefined) {
		return null;
	}
	return (
		<>
			<button
				type="button"
				class="help"
				data-roving=""
				aria-label={l10n.t('What “{0}” means', about)}
				title={l10n.t('What “{0}” means', about)}
				aria-expanded={open}
				aria-controls={id}
				onClick={() => setOpen(!open)}
				onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
			>
				<Icon name="info" />
			</button>
			<span id={id} class="help-text" data-help={about} hidden={!open}>
				{open ? text : null}
			</span>
		</>
	);
}
