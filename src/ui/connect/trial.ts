/** Tries a connection before anything of it is stored, and asks the user what to do where that fails. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import type { ConnectionOpener } from '../../connections/connectionOpener';
import type { Project } from '../../connections/openConnection';
import type { ConnectionPlace, Credential } from '../../connections/profileSchema';
import type { Logger } from '../../core/logger';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import { type ConnectionProblem, toConnectionProblem } from '../../store/connectionProblem';
import { copyEncoded } from '../authorizationMessage';
import { ask, showProgress } from '../messages';
import { problemText } from '../nextTry';
import type { Draft } from './draft';

/** How much of a failure stands in the question, in UTF-16 units: what follows it must be read too. */
const FAILURE_LENGTH = 1_000;

/** What becomes of a connection: it is stored, asked for again, or given up. */
export type Verdict = 'keep' | 'again' | 'discard';

export interface TrialDeps {
	readonly opener: ConnectionOpener;
	readonly format: Format;
	readonly logger: Logger;
}

/** The tries of one connection, from question to question. */
export class Trial {
	/** Why the credential was refused when the projects were looked for: asking again would count against the key. */
	private refusal: unknown;
	/** Why the last try failed, if it did. */
	failure: ConnectionProblem | undefined;

	constructor(private readonly deps: TrialDeps) {}

	get wasRefused(): boolean {
		return this.refusal !== undefined;
	}

	/** Somebody goes through questions again: what was refused before counts no more. */
	begin(): void {
		this.refusal = undefined;
	}

	/** Best effort: where projects cannot be listed, the user enters the id. A refused credential is kept, to be told of. */
	async projects(draft: Draft, signal: AbortSignal): Promise<readonly Project[] | 'refused'> {
		this.refusal = undefined;
		if (!draft.credential) {
			return [];
		}
		try {
			return await this.deps.opener.listProjects(draft, draft.credential, signal);
		} catch (error) {
			this.deps.logger.info(`projects could not be listed: ${error instanceof CloudError ? error.message : 'fault'}`);
			if (toConnectionProblem(error, draft.name).refused) {
				this.refusal = error;
				return 'refused';
			}
			return [];
		}
	}

	/**
	 * Asks each service for one task, once; not at all where the credential was refused already. On failure the user decides. `warning` says what
	 * storing it all the same would do.
	 */
	async tryOut(place: ConnectionPlace, credential: Credential, warning = ''): Promise<Verdict> {
		const failure = this.refusal ? toConnectionProblem(this.refusal, place.name) : await this.probe(place, credential);
		this.failure = failure;
		if (!failure) {
			return 'keep';
		}
		const again = l10n.t('Change…');
		const anyway = l10n.t('Save Anyway');
		const encoded = failure.error?.authorizationMessage;
		const copy = l10n.t('Copy Authorization Message');
		for (;;) {
			const choice = await ask(
				l10n.t('“{0}” was not saved.', plainLine(place.name)),
				{ detail: this.detailOf(failure, warning), failed: true },
				again,
				anyway,
				...(encoded === undefined ? [] : [copy]),
			);
			if (encoded === undefined || choice !== copy) {
				return choice === again ? 'again' : choice === anyway ? 'keep' : 'discard';
			}
			await copyEncoded(encoded);
		}
	}

	private detailOf(failure: ConnectionProblem, warning: string): string {
		const why = plainLine(problemText(failure, this.deps.format, Date.now()), FAILURE_LENGTH);
		return [why, warning].filter(Boolean).join('\n\n');
	}

	private async probe(place: ConnectionPlace, credential: Credential): Promise<ConnectionProblem | undefined> {
		return showProgress(
			l10n.t('Trying the connection “{0}”…', plainLine(place.name)),
			async (token) => {
				try {
					const connection = await this.deps.opener.open(place, credential);
					const cancel = token.onCancellationRequested(() => connection.close());
					try {
						// Somebody just entered it: it is sent, whatever was refused before.
						await connection.allowOneTry();
						// One after the other: a wrong key must not count several times against its lock.
						for (const source of connection.sources) {
							await source.probe(connection.signal);
						}
						return undefined;
					} finally {
						cancel.dispose();
						connection.close();
					}
				} catch (error) {
					if (!(error instanceof CloudError)) {
						this.deps.logger.error(error);
					}
					return toConnectionProblem(error, place.name);
				}
			},
			{ cancellable: true },
		);
	}
}
