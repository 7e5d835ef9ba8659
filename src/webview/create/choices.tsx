/** One of two ways to go on, as cards: a click anywhere on a card chooses it. */
interface ChoiceProps {
	readonly name: string;
	readonly value: string;
	/** The value that is chosen now. */
	readonly current: string;
	readonly title: string;
	readonly text: string;
}

export function Choice({ name, value, current, title, text }: ChoiceProps) {
	const id = `${name.replaceAll('.', '-')}-${value}`;
	return (
		<div class={`choice${value === current ? ' on' : ''}`}>
			{/* The radio lies over the whole card, so that a click anywhere is a click on it. */}
			<input
				type="radio"
				name={name}
				value={value}
				id={id}
				aria-labelledby={`${id}-title`}
				aria-describedby={`${id}-text`}
			/>
			<span class="radio-mark" aria-hidden="true" />
			<div title={value}>
				<strong id={`${id}-title`}>{title}</strong>
				<span class="dim" id={`${id}-text`}>
					{text}
				</span>
			</div>
		</div>
	);
}
