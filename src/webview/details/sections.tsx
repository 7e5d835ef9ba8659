/** The sections below the live part, each in its layout. */
import type { Card, Section } from '../../ui/details/protocol';
import { Icon, ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { AlsoNamed, DetailFieldList } from './detailFields';
import { useRoving } from './roving';
import { StepItem } from './step';

/** One section with its heading. */
export function SectionView({ section }: { readonly section: Section }) {
	const id = `section-${section.id}`;
	const root = useRoving<HTMLElement>();
	return (
		<section ref={root} data-section={section.id} aria-labelledby={id}>
			<div class="section-head">
				<h2 id={id}>{section.title}</h2>
			</div>
			<Content section={section} />
			{section.more === undefined ? null : <p class="dim">{section.more}</p>}
		</section>
	);
}

function Content({ section }: { readonly section: Section }) {
	switch (section.layout) {
		case 'fields':
			return <DetailFieldList class="facts" fields={section.fields} />;
		case 'pair':
			return (
				<div class="pair">
					<CardView card={section.from} />
					<div class="arrow" aria-hidden="true">
						<Icon name="arrow" />
					</div>
					<CardView card={section.to} />
				</div>
			);
		case 'steps':
			return (
				<ol class="steps">
					{withKeys(section.steps, ({ field }) => field).map(([key, step]) => (
						<StepItem key={key} step={step} />
					))}
				</ol>
			);
	}
}

function CardView({ card }: { readonly card: Card }) {
	const { note } = card;
	return (
		// biome-ignore lint/a11y/useSemanticElements: nothing can be filled in here, so it is no <fieldset>.
		<div class="card" role="group" aria-label={card.role}>
			<div class="card-head">
				<span class="card-role dim">{card.role}</span>
				<strong class="card-title" data-field={card.titleField}>
					<AlsoNamed fields={card.also}>{card.title}</AlsoNamed>
				</strong>
				{note ? (
					<span class="card-note dim">
						{note.tone ? <ToneIcon tone={note.tone} /> : null}
						<span data-field={note.field} title={note.title ?? note.label}>
							<AlsoNamed fields={note.also}>{note.empty ? '—' : note.value}</AlsoNamed>
						</span>
					</span>
				) : null}
			</div>
			<DetailFieldList class="card-facts" fields={card.fields} />
		</div>
	);
}
