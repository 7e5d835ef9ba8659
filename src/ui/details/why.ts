/** Why a task stopped, for its page. Pure. */
import * as l10n from '@vscode/l10n';
import type { FoundCause } from '../../migration/explain';
import type { WhyView } from './protocol';

/** The likeliest cause and the others; undefined where none is known. */
export function whyOf(found: readonly FoundCause[]): WhyView | undefined {
	const [first, ...others] = found;
	if (!first) {
		return undefined;
	}
	const { cause, evidence, certainty } = first;
	return {
		id: cause.id,
		cause: cause.cause(),
		certainty: certainty === 'very likely' ? l10n.t('very likely') : l10n.t('possible'),
		...(evidence ? { evidence: evidence.line } : {}),
		steps: cause.steps(),
		source: cause.source(),
		others: others.map((other) => ({ id: other.cause.id, cause: other.cause.cause() })),
	};
}
