/** A step of a server migration. */
import * as l10n from '@vscode/l10n';
import type { SubTaskStep } from '../../ui/details/protocol';
import { ToneIcon } from '../shared/icon';
import { BarFill } from './barFill';
import { LongText, WholeToggle } from './longText';

const STEP_TONE = { done: 'good', running: 'busy', waiting: 'waiting', failed: 'bad' } as const;

/** How far the step is, and what the service did in it. */
export function StepItem({ step }: { readonly step: SubTaskStep }) {
	const { field, state, progress } = step;
	const trace = `${field}.process_trace`;
	return (
		<li class={`step step-${state}`} data-field={field} data-state={state}>
			<span class="step-mark">
				<ToneIcon tone={STEP_TONE[state]} />
			</span>
			<div class="step-body">
				<div class="step-head">
					<span class="step-name" data-field={`${field}.name`} title={step.title}>
						{step.name}
					</span>
					<span class="step-state dim">{step.stateWords}</span>
					{progress === null ? null : (
						<span class="step-progress" data-field={`${field}.progress`}>{`${progress} %`}</span>
					)}
					{step.when ? <span class="step-when dim">{step.when}</span> : null}
				</div>
				{progress === null ? null : (
					<div class="bar" aria-hidden="true">
						<BarFill percent={progress} />
					</div>
				)}
				{step.trace ? (
					<details>
						<summary>{l10n.t('Process trace')}</summary>
						<pre data-field={trace}>
							<LongText field={trace} text={step.trace} />
						</pre>
						{step.cut ? <WholeToggle field={trace} text={step.trace} label={step.name} /> : null}
					</details>
				) : null}
			</div>
		</li>
	);
}
