/** The few glyphs of the pages, drawn on a 16 × 16 grid. Decoration alone: a word always stands beside, so they are hidden from readers. */
import type { Tone } from '../../ui/details/protocol';

const RING = 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5z';

const PATHS = {
	good: [RING, 'M5.2 8.2l2 2l3.8-4.2'],
	busy: ['M13.3 6.6A5.5 5.5 0 0 0 3.2 5.4', 'M3 2.6v3h3', 'M2.7 9.4a5.5 5.5 0 0 0 10.1 1.2', 'M13 13.4v-3h-3'],
	waiting: [RING, 'M8 4.6V8l2.3 1.6'],
	warning: ['M8 2.2l6.2 11.3H1.8z', 'M8 6.4v3.4', 'M8 11.4v.5'],
	bad: [RING, 'M5.8 5.8l4.4 4.4', 'M10.2 5.8l-4.4 4.4'],
	neutral: [RING, 'M5.5 8h5'],
	info: [RING, 'M8 7.4v3.6', 'M8 4.9v.2'],
	chevron: ['M6 3.5l4.5 4.5L6 12.5'],
	copy: ['M5.5 5.5V2.5h8v8h-3', 'M2.5 5.5h8v8h-8z'],
	check: ['M3 8.5l3.2 3.2L13 4.6'],
	more: ['M3 8h.01', 'M8 8h.01', 'M13 8h.01'],
	arrow: ['M2 8h11.5', 'M9.5 4l4 4l-4 4'],
	show: [
		'M1.5 8S4 3.75 8 3.75S14.5 8 14.5 8S12 12.25 8 12.25S1.5 8 1.5 8z',
		'M8 6.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 0 1 0-3.6z',
	],
	hide: ['M1.5 8S4 3.75 8 3.75S14.5 8 14.5 8S12 12.25 8 12.25S1.5 8 1.5 8z', 'M2.5 13.5l11-11'],
} as const;

export type IconName = keyof typeof PATHS;

/** One glyph in the colour of the text around it. */
export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
			{PATHS[name].map((d) => (
				<path key={d} d={d} />
			))}
		</svg>
	);
}

/** The glyph of a tone, in its colour. */
export function ToneIcon({ tone }: { readonly tone: Tone }) {
	return (
		<span class={`tone tone-${tone}`}>
			<Icon name={tone} />
		</span>
	);
}
