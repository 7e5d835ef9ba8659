/** A control that takes text, with its hint and with what is wrong about it. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import type { FieldName, FieldProblem } from '../../ui/configure/protocol';
import { ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { type FormState, shownProblems } from './formState';

interface TextFieldProps {
	readonly name: FieldName;
	readonly state: FormState;
	readonly label: string;
	/** Without it the label is for readers alone: what can be seen stands beside the field already. */
	readonly labelVisible?: boolean;
	readonly hint: string;
	/** The field is not the one that counts now. */
	readonly dimmed?: boolean;
	readonly type?: 'text' | 'password';
	readonly inputmode?: 'numeric';
	/** Classes of the input. */
	readonly class: string;
	/** Stands at the end of the input. */
	readonly button?: ComponentChildren;
	/** More of what the input is and does. */
	readonly inputProps?: InputHTMLAttributes<HTMLInputElement> | undefined;
	/** Stands right under the input. */
	readonly below?: ComponentChildren;
}

/** The input is not given a value: whoever types is never disturbed by the drawing. */
export function TextField({
	name,
	state,
	label,
	labelVisible,
	hint,
	dimmed,
	button,
	inputProps,
	below,
	type = 'text',
	...input
}: TextFieldProps) {
	const id = name.replace('.', '-');
	const problems = shownProblems(state).filter(({ field }) => field === name);
	const invalid = problems.some(({ severity }) => severity === 'error');
	return (
		<div class={`field${dimmed ? ' dimmed' : ''}${invalid ? ' invalid' : ''}`} data-control={name}>
			{labelVisible ? <label for={id}>{label}</label> : null}
			<div class="input">
				<input
					// The types of Preact know inputs of one type each; this one can change between two.
					type={type as 'text'}
					autocomplete="off"
					spellcheck={false}
					{...input}
					{...inputProps}
					id={id}
					name={name}
					aria-label={labelVisible ? undefined : label}
					aria-invalid={invalid ? 'true' : undefined}
					aria-describedby={`${problems.length > 0 ? `${id}-problems ` : ''}${id}-hint`}
				/>
				{button}
			</div>
			{below}
			{problems.length > 0 ? (
				<div class="problems" id={`${id}-problems`}>
					{withKeys(problems, ({ text }) => text).map(([key, problem]) => (
						<Problem key={key} problem={problem} />
					))}
				</div>
			) : null}
			<div class="hint" id={`${id}-hint`}>
				{hint}
			</div>
		</div>
	);
}

function Problem({ problem: { severity, text } }: { readonly problem: FieldProblem }) {
	return (
		<p class={`problem problem-${severity}`}>
			<ToneIcon tone={severity === 'error' ? 'bad' : 'warning'} />
			<span>{text}</span>
		</p>
	);
}
