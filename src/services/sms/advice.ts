/** What the errors of a server migration mean and what to do about them, in a few sentences: the catalogue of causes, said in one go. */
import { causeAndSteps } from '../../migration/causes';
import { explain } from '../../migration/explain';
import { SMS_CAUSES, UNAVAILABLE } from './causes';

/** What to do about a source server that is `unavailable`. */
export function unavailable(): string {
	return causeAndSteps(UNAVAILABLE);
}

/** What an error means and what to do about it; undefined where nobody knew when this was written. Of a code and words that mean something else, the code counts. */
export function adviceFor(code: string | undefined, message: string): string | undefined {
	const known = code?.trim().toUpperCase();
	const [byCode] = known === undefined ? [] : explain(SMS_CAUSES, { texts: [{ from: 'error_json', text: known }] });
	const [first] = byCode ? [byCode] : explain(SMS_CAUSES, { texts: [{ from: 'error_json', text: message }] });
	return first && causeAndSteps(first.cause);
}
