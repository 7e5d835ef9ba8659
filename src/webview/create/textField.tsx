/** A control that takes text, with its hint and with what is wrong about it. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import type { CreationProblem, CreationText } from '../../ui/create/protocol';
import { ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { type FormState, shownProblems } from './formState';

export interface TextFieldProps {
	readonly name: CreationText;
	readonly state: FormState;
	readonly label: string;
	readonly hint: ComponentChildren;
	readonly type?: 'text' | 'password';
	/** Several lines. */
	readonly lines?: number;
	/** Classes of the control. */
	readonly class?: string;
	readonly required?: boolean;
	/** More of what the input is and does. */
	readonly inputProps?: InputHTMLAttributes<HTMLInputElement>;
	/** Stands at the end of the input. */
	readonly button?: ComponentChildren;
	/** Stands between the control and its hint. */
	readonly children?: ComponentChildren;
}

/** The control is not given a value: whoever types is never disturbed by the drawing. */
export function TextField({
	name,
	state,
	label,
	hint,
	type = 'text',
	lines,
	button,
	children,
	inputProps,
	required,
	...more
}: TextFieldProps) {
	const id = name.replaceAll('.', '-');
	const problems = shownProblems(state).filter(({ field }) => field === name);
	const invalid = problems.some(({ severity }) => severity === 'error');
	const control = {
		autocomplete: 'off',
		spellcheck: false,
		...more,
		id,
		name,
		'aria-required': required ? ('true' as const) : undefined,
		'aria-invalid': invalid ? ('true' as const) : undefined,
		'aria-describedby': `${problems.length > 0 ? `${id}-problems ` : ''}${id}-hint`,
	};
	return (
		<div class={`field${invalid ? ' invalid' : ''}`} data-control={name}>
			<label for={id}>{label}</label>
			<div class="input">
				{lines === undefined ? (
					<input type={type as 'text'} {...control} {...inputProps} id={id} />
				) : (
					<textarea {...control} rows={lines} />
				)}
				{button}
			</div>
			{problems.length > 0 ? (
				<div class="problems" id={`${id}-problems`}>
					{withKeys(problems, ({ text }) => text).map(([key, problem]) => (
						<Problem key={key} problem={problem} />
					))}
				</div>
			) : null}
			{children}
			<div class="hint" id={`${id}-hint`}>
				{hint}
			</div>
		</div>
	);
}

function Problem({ problem: { severity, text } }: { readonly problem: CreationProblem }) {
	return (
		<p class={`problem problem-${severity}`}>
			<ToneIcon tone={severity === 'error' ? 'bad' : 'warning'} />
			<span>{text}</span>
		</p>
	);
}
