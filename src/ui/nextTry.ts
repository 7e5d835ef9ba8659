/** When requests that are held back go out again. The time is in the display language, so it is said here and not where the error is put into words. */
import * as l10n from '@vscode/l10n';
import type { CloudError } from '../cloud/errors';
import type { Format } from '../migration/format';
import type { ConnectionProblem } from '../store/connectionProblem';

/** A few words for a row; undefined for any problem but one of requests that are held back. `now` in ms since 1970. */
export function nextTryWords(error: CloudError | undefined, format: Format, now: number): string | undefined {
	const at = error?.nextTryAt;
	if (at === undefined) {
		return undefined;
	}
	return at > now ? l10n.t('next try at {0}', format.clock(at)) : l10n.t('can be tried again now');
}

/** What a problem means, and when the next try can be made, where there has to be a wait for it. */
export function problemText({ text, error }: ConnectionProblem, format: Format, now: number): string {
	return withNextTry(text, error, format, now);
}

/** The same for an error whose words are at hand already. */
export function withNextTry(text: string, error: CloudError | undefined, format: Format, now: number): string {
	const at = error?.nextTryAt;
	if (at === undefined) {
		return text;
	}
	return at > now
		? l10n.t('{0} The next try can be made at {1}.', text, format.clock(at))
		: l10n.t('{0} It can be tried again now.', text);
}
