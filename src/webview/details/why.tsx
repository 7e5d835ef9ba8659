/** Why a task stopped, or what may be behind its trouble: the line that says so, and what to do. */
import * as l10n from '@vscode/l10n';
import type { WhyView } from '../../ui/details/protocol';
import { usePage } from './context';
import { CopyButton, DetailFieldList } from './detailFields';
import { useRoving } from './roving';

/** The section “Why it stopped”. */
export function WhySection({ why }: { readonly why: WhyView }) {
	const { id, title, cause, certainty, evidence, from, evidenceField, error, steps, source, others, offers } = why;
	const root = useRoving<HTMLElement>();
	const stepList = (
		<ol class="why-steps" aria-label={l10n.t('What to do')}>
			{steps.map((step, index) => (
				<WhyStep key={step.text} step={step} index={index} />
			))}
		</ol>
	);
	return (
		<section ref={root} class="why" aria-labelledby="why-title" data-cause={id}>
			<div class="section-head">
				<h2 id="why-title">{title}</h2>
				{certainty === undefined ? null : (
					<span class="note">{cause === undefined ? l10n.t('cause: {0}', certainty) : certainty}</span>
				)}
			</div>
			{cause === undefined ? null : <p>{cause}</p>}
			{cause === undefined ? stepList : null}
			{evidence === undefined ? null : (
				<figure class="evidence">
					<blockquote data-field={evidenceField?.field}>{evidence}</blockquote>
					{evidenceField ? <CopyButton fact={evidenceField} /> : null}
					<figcaption class="dim">{from}</figcaption>
				</figure>
			)}
			{cause === undefined ? null : stepList}
			{error === undefined ? null : (
				<details class="why-error">
					<summary>{l10n.t('The error as the service tells it')}</summary>
					<DetailFieldList class="facts" fields={error} />
				</details>
			)}
			{source === undefined ? null : <p class="dim">{l10n.t('Source: {0}', source)}</p>}
			{others.length === 0 ? null : (
				<details>
					<summary>
						{others.length === 1
							? l10n.t('1 other cause is possible')
							: l10n.t('{0} other causes are possible', others.length)}
					</summary>
					<ul>
						{others.map((other) => (
							<li key={other.id} data-cause={other.id}>
								{other.cause}
							</li>
						))}
					</ul>
				</details>
			)}
			{offers.length === 0 ? null : <Offers offers={offers} />}
		</section>
	);
}

const OFFERS: Readonly<Record<WhyView['offers'][number], () => string>> = {
	log: () => l10n.t('Show the Task Log'),
	agentLog: () => l10n.t('Get the Agent’s Log…'),
	console: () => l10n.t('Open in Cloud Console'),
	support: () => l10n.t('Copy Text for Support'),
};

function Offers({ offers }: Pick<WhyView, 'offers'>) {
	const { post, copied } = usePage();
	return (
		<div class="why-offers">
			{offers.map((offer) => (
				<button key={offer} type="button" data-offer={offer} onClick={() => post({ type: 'why', offer })}>
					{offer === 'support' && copied === 'support' ? l10n.t('Copied') : OFFERS[offer]()}
				</button>
			))}
		</div>
	);
}

function WhyStep({
	step: { text, literal },
	index,
}: {
	readonly step: WhyView['steps'][number];
	readonly index: number;
}) {
	const { post, copied } = usePage();
	return (
		<li>
			<span>{text}</span>
			{literal === undefined ? null : (
				<span class="literal">
					<code>{literal}</code>
					<button
						type="button"
						data-action="copyStep"
						aria-label={l10n.t('Copy {0}', literal)}
						onClick={() => post({ type: 'copyStep', step: index })}
					>
						{copied === `why.${index}` ? l10n.t('Copied') : l10n.t('Copy')}
					</button>
				</span>
			)}
		</li>
	);
}
