/** Before the clients are switched: the verdict, both gates condition by condition, the time left, and what to do in which order. */
import * as l10n from '@vscode/l10n';
import type { Condition, Cutover, Gate, RunbookStep } from '../../migration/cutover';
import { Icon, ToneIcon } from '../shared/icon';
import { usePage } from './context';
import { Help } from './help';
import { useRoving } from './roving';

type Verdict = Cutover['verdict'];

/** What a verdict is called where nothing more exact is known. */
const VERDICTS: Readonly<Record<Verdict, () => string>> = {
	notApplicable: () => l10n.t('a full migration has no “ready”: it leaves out later writes'),
	notYet: () => l10n.t('not ready yet'),
	fallingBehind: () => l10n.t('falling behind'),
	stalled: () => l10n.t('stalled'),
	readyToStopWrites: () => l10n.t('ready to stop writes'),
	switchNow: () => l10n.t('switch now'),
	unknown: () => l10n.t('not known'),
};
const TONES = {
	notApplicable: 'neutral',
	notYet: 'busy',
	fallingBehind: 'warning',
	stalled: 'warning',
	readyToStopWrites: 'good',
	switchNow: 'good',
	unknown: 'neutral',
} as const;

/** The section "Cutover". */
export function CutoverSection({ cutover }: { readonly cutover: Cutover }) {
	const { verdict, words, left, gates, steps } = cutover;
	const root = useRoving<HTMLElement>();
	// While all is still being copied, the conditions are not the news.
	const begun = gates.some(({ conditions }) => conditions.some(({ id, ok }) => id !== 'fresh' && ok === true));
	return (
		<section ref={root} class="cutover" aria-labelledby="cutover-title">
			<div class="section-head">
				<h2 id="cutover-title">{l10n.t('Cutover')}</h2>
				<span class="note">
					<span class="verdict" data-verdict={verdict}>
						<ToneIcon tone={words?.tone ?? TONES[verdict]} />
						{words?.text ?? VERDICTS[verdict]()}
					</span>
				</span>
			</div>
			{left ? (
				<p class="time-left" data-eta-low={left.lowMs} data-eta-high={left.highMs}>
					<strong>{l10n.t('{0}: {1} left', left.label, left.text)}</strong> <span class="dim">{left.basis}</span>{' '}
					<Help about={l10n.t('Time left')} text={left.help} />
				</p>
			) : null}
			<ol class="runbook" aria-label={l10n.t('What to do')}>
				{steps.map((step) => (
					<StepRow key={step.id} step={step} />
				))}
			</ol>
			{gates.length === 0 ? null : (
				<details class="gates-box" open={begun}>
					<summary>{l10n.t('Conditions')}</summary>
					<div class="gates">
						{gates.map((gate) => (
							<GateCard key={gate.id} gate={gate} />
						))}
					</div>
				</details>
			)}
		</section>
	);
}

const STATES: Readonly<Record<RunbookStep['state'], () => string>> = {
	done: () => l10n.t('done'),
	now: () => l10n.t('now'),
	next: () => l10n.t('later'),
};

function StepRow({ step: { id, text, state, when, action } }: { readonly step: RunbookStep }) {
	const { post, copied } = usePage();
	const field = `runbook.${action?.id ?? ''}`;
	return (
		<li
			class={`runbook-step runbook-${state}`}
			data-step={id}
			data-state={state}
			{...(state === 'now' ? { 'aria-current': 'step' } : {})}
		>
			<span class="runbook-mark">
				<Icon name={state === 'done' ? 'check' : state === 'now' ? 'arrow' : 'neutral'} />
				<span class="visually-hidden">{STATES[state]()}</span>
			</span>
			<span class="runbook-text">{text}</span>
			{when ? <span class="runbook-when dim">{when}</span> : null}
			{action ? (
				<button
					type="button"
					class={state === 'now' ? 'primary' : ''}
					data-action={action.id}
					onClick={() => post({ type: 'step', action: action.id })}
				>
					{copied === field ? l10n.t('Copied') : action.label}
				</button>
			) : null}
		</li>
	);
}

function GateCard({ gate: { id, title, note, help, conditions } }: { readonly gate: Gate }) {
	return (
		<div class="gate" data-gate={id}>
			<h3 id={`gate-${id}`}>
				{title} <span class="dim">{note}</span>
			</h3>
			<div class="gate-help">
				<Help about={title} text={help} />
			</div>
			<ul aria-labelledby={`gate-${id}`}>
				{conditions.map((condition) => (
					<ConditionRow key={condition.id} condition={condition} />
				))}
			</ul>
		</div>
	);
}

function ConditionRow({ condition: { id, ok, text, source } }: { readonly condition: Condition }) {
	const state = ok === undefined ? 'open' : ok ? 'holds' : 'fails';
	return (
		<li
			class={`condition condition-${state}`}
			data-reason={id}
			{...(ok === undefined ? {} : { 'data-ok': String(ok) })}
		>
			<span class="condition-mark">
				<Icon name={ok === undefined ? 'waiting' : ok ? 'good' : 'bad'} />
				<span class="visually-hidden">
					{ok === undefined ? l10n.t('not known yet:') : ok ? l10n.t('holds:') : l10n.t('does not hold:')}
				</span>
			</span>
			<span>{text}</span>
			<span class="condition-source dim">{source}</span>
		</li>
	);
}
