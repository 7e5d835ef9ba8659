/** Why a task stopped, or what may be behind it where it does not go well, for its page. Pure. */
import * as l10n from '@vscode/l10n';
import type { CausesInput, FoundCause } from '../../migration/explain';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { runFacts } from '../../migration/runFacts';
import type { RunState } from '../../migration/runState';
import type { Task } from '../../migration/task';
import type { LogRow } from '../../migration/taskLog';
import type { DetailField, Headline, Section } from '../../migration/viewModel';
import { EVIDENCE_LENGTH } from './plainSnapshot';
import type { WhyView } from './protocol';

export interface WhyInput {
	readonly task: Task;
	readonly presenter: ServicePresenter;
	readonly run: RunState | undefined;
	/** What is known of the task's own log. */
	readonly logRows: readonly LogRow[];
}

/** Lines of a running task's log count for so long, ms: what it got over is no trouble any more. */
const RECENT = 30 * 60_000;

/** The causes that speak for why a task failed or does not go well; none for one that goes well. `now` in ms since 1970. */
export function causesOf({ task, presenter, run, logRows }: WhyInput, now: number): readonly FoundCause[] {
	const failed = hasFailed(task);
	if (!presenter.causes || (task.over && !failed)) {
		return [];
	}
	const texts = logRows
		.filter(({ at }) => failed || (at !== undefined && now - at <= RECENT))
		.map(({ at, level, message, code }): NonNullable<CausesInput['texts']>[number] => ({
			from: 'log',
			text: [level, code, message].filter((part) => part !== '').join(' '),
			at,
		}));
	const found = presenter.causes(task, { texts, facts: runFacts(run) });
	// Whoever runs well wants to hear of trouble alone, and only where something says so itself or the run shows it.
	return failed
		? found
		: found.filter(
				({ cause, certainty, evidence }) =>
					cause.severity !== 'notice' && (certainty === 'very likely' || evidence === undefined),
			);
}

/** What the page says of it; undefined where nothing is wrong. */
export function whyOf(
	{ task }: WhyInput,
	found: readonly FoundCause[],
	offers: WhyView['offers'],
	format: Format,
): WhyView | undefined {
	const failed = hasFailed(task);
	const [first, ...others] = found;
	if (!first) {
		return failed ? unknown(offers) : undefined;
	}
	const { cause, evidence, certainty } = first;
	return {
		id: cause.id,
		title: failed ? l10n.t('Why it stopped') : l10n.t('What may be behind it'),
		cause: cause.cause(),
		certainty: certainty === 'very likely' ? l10n.t('very likely') : l10n.t('possible'),
		...(evidence
			? {
					evidence: evidence.line,
					from:
						evidence.from !== 'log'
							? l10n.t('error of the task')
							: evidence.at === undefined
								? l10n.t('task log')
								: l10n.t('task log, {0}', format.dateTime(evidence.at)),
				}
			: {}),
		steps: cause.steps(),
		source: cause.source(),
		others: others.map((other) => ({ id: other.cause.id, cause: other.cause.cause() })),
		offers: failed ? offers : [],
	};
}

/**
 * A failure is told once: the headline has the cause, this what to do and the service's own words. The sections are those without the error, which
 * stands here.
 */
export function toldOnce<
	T extends { readonly headline: Headline; readonly why: WhyView; readonly sections: readonly Section[] },
>(page: T): T {
	const { headline, why, sections } = page;
	const { hint: _hint, ...inShort } = headline;
	const { cause, ...rest } = why;
	const said = cause !== undefined && headline.text.includes(cause);
	const fields = sections.flatMap((section) =>
		section.id === 'error' && section.layout === 'fields' ? section.fields : [],
	);
	const quoted = fields.find(({ value }) => value.trim() === why.evidence?.trim() && value.length <= EVIDENCE_LENGTH);
	const error = fields.filter((field) => field !== quoted).map(bare);
	return {
		...page,
		headline: inShort,
		why: {
			...(said ? { ...rest, title: l10n.t('What to do') } : why),
			...(quoted ? { evidenceField: { field: quoted.field, label: quoted.label } } : {}),
			...(error.length === 0 ? {} : { error }),
		},
		sections: sections.filter(({ id }) => id !== 'error'),
	};
}

/** Without advice: the steps are there. */
function bare({ hint: _hint, tone: _tone, ...field }: DetailField): DetailField {
	return field;
}

/** An error that nobody knew when this was written says so, and leads to where more may stand. */
function unknown(offers: WhyView['offers']): WhyView {
	return {
		id: 'unknown',
		title: l10n.t('Why it stopped'),
		cause: l10n.t('This version knows no cause that fits what the service says.'),
		steps: [
			{
				text: l10n.t(
					'Look at the log of the task, and at the log of the source: they often have the line that says why.',
				),
			},
			{ text: l10n.t('If you have such a line from elsewhere, copy it and run “Explain This Log…”.') },
			{ text: l10n.t('Else ask support: “Copy Text for Support” has what they ask for.') },
		],
		others: [],
		offers,
	};
}

/** Whether a task ended in failure. */
export function hasFailed({ over, group }: Task): boolean {
	return over && group === 'failed';
}
