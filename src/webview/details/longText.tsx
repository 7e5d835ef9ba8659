/** Texts too long for a snapshot: their beginning, and the whole when a person asks for it. */
import * as l10n from '@vscode/l10n';
import { usePage } from './context';

interface LongTextProps {
	readonly field: string;
	/** The text, or its beginning. */
	readonly text: string;
}

/** The text as far as it is known. */
export function LongText({ field, text }: LongTextProps) {
	return usePage().wholes.of(field, text) ?? text;
}

/** The button that shows the rest of a text, and puts it away again. */
export function WholeToggle({ field, text, label }: LongTextProps & { readonly label: string }) {
	const { post, wholes, redraw } = usePage();
	const open = wholes.of(field, text) !== undefined;
	const toggle = (): void => {
		if (open) {
			wholes.forget(field);
			redraw();
		} else {
			wholes.want(field, text);
			post({ type: 'whole', field });
		}
	};
	return (
		<button
			type="button"
			class="link whole"
			data-action="whole"
			aria-expanded={open}
			aria-label={open ? l10n.t('Show less of {0}', label) : l10n.t('Show all of {0}', label)}
			onClick={toggle}
		>
			{open ? l10n.t('Show less') : l10n.t('Show all')}
		</button>
	);
}
