/** Grey shapes in the places that the answer will fill, so that nothing jumps when it comes. */
import * as l10n from '@vscode/l10n';
import { withKeys } from '../shared/keys';

const LINES = ['long', 'short', 'long', 'mid', 'short', 'long'];

/** In place of the name and the headline. */
export function HeadSkeleton() {
	return (
		<div class="skeleton" aria-hidden="true">
			<Shape name="title" />
			<Shape name="headline" />
		</div>
	);
}

/** In place of the sections. */
export function SectionsSkeleton() {
	return (
		<div class="skeleton">
			<span class="visually-hidden">{l10n.t('Loading…')}</span>
			<Shape name="heading" />
			<div class="pair" aria-hidden="true">
				<Shape name="card" />
				<div class="arrow" />
				<Shape name="card" />
			</div>
			<Shape name="heading" />
			{withKeys(LINES, (name) => name).map(([key, name]) => (
				<div key={key} class={`shape shape-line shape-${name}`} />
			))}
		</div>
	);
}

function Shape({ name }: { readonly name: string }) {
	return <div class={`shape shape-${name}`} aria-hidden="true" />;
}
