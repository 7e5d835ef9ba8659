/** What only the user knows: to be ticked, with the values to set. */
import * as l10n from '@vscode/l10n';
import { checklist } from '../../ui/configure/protocol';
import { type FormState, surroundingsOf } from './formState';

interface ChecklistProps {
	readonly state: FormState;
	readonly tick: (id: string, ticked: boolean) => void;
	readonly copy: (text: string) => void;
}

export function Checklist({ state, tick, copy }: ChecklistProps) {
	const { form, values, ticked } = state;
	const rows = checklist(values, { ...surroundingsOf(state), migrationIp: form?.migrationIp ?? '' });
	const done = rows.filter(({ id }) => ticked.has(id)).length;
	return (
		<fieldset class="group checklist">
			<legend>{l10n.t('Only you can know ({0} of {1})', done, rows.length)}</legend>
			<p class="dim">
				{l10n.t('Nobody checks these, and each makes migrations fail. What you tick is kept with the task.')}
			</p>
			{rows.map(({ id, text, value, why }) => (
				<div key={id} class="check" data-check={id}>
					<label>
						<input
							type="checkbox"
							checked={ticked.has(id)}
							aria-describedby={`check-${id}-why`}
							// The form's own listeners are about what is sent.
							onChange={(event) => event.stopPropagation()}
							onInput={(event) => {
								event.stopPropagation();
								tick(id, event.currentTarget.checked);
							}}
						/>
						<span>{text}</span>
					</label>
					<p class="hint" id={`check-${id}-why`}>
						{why}
					</p>
					{value === '' ? null : (
						<div class="value-line">
							<pre>{value}</pre>
							<button
								type="button"
								data-action="copyValue"
								aria-label={l10n.t('Copy: {0}', value)}
								onClick={() => copy(value)}
							>
								{l10n.t('Copy')}
							</button>
						</div>
					)}
				</div>
			))}
		</fieldset>
	);
}
