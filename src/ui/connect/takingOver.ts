/** Taking connections over from what other tools keep on the machine, in a file, in the clipboard, or from a cloud server's agency. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { cloudOf } from '../../cloud/endpoints';
import { placeInText, type RecognisedPlace } from '../../cloud/recognise';
import type { Machine } from '../../connections/found/machine';
import type * as FoundSources from '../../connections/found/sources';
import type { Found, FoundError, NamedFinding } from '../../connections/found/sources';
import { plainLine } from '../../core/plainText';
import { showInfo, showWarning } from '../messages';
import { askWhichFile } from '../quickPicks';
import type { ConnectionCommandDeps } from './connectDeps';
import type { Draft } from './draft';
import { choiceOf, draftOfFinding, foundErrorsText } from './foundDrafts';
import { Flow } from './multiStep';
import { regionName } from './placeSteps';
import type { Elsewhere } from './startStep';

type Sources = typeof FoundSources;

/** What goes on as it does by hand. Both resolve to the new connection's id, undefined where there is none. */
export interface Onwards {
	/** Asks from the beginning, with a draft that begins with a place that was `recognised`. */
	readonly byHand: (draft?: Draft, recognised?: string) => Promise<string | undefined>;
	/** Asks for what a draft lacks, tries it and stores it. */
	readonly add: (draft: Draft) => Promise<string | undefined>;
}

export class TakingOver {
	constructor(
		private readonly deps: ConnectionCommandDeps,
		private readonly onwards: Onwards,
	) {}

	/** Looks where the user said, and nowhere else. Resolves to the id of the first connection that came of it. */
	async run(way: Elsewhere): Promise<string | undefined> {
		// Loaded here, and not with the questions: whoever enters a key by hand needs none of it.
		const sources = await import('../../connections/found/sources');
		const machine: Machine = this.deps.machine ?? sources.thisMachine();
		try {
			switch (way) {
				case 'look':
					return await this.look(await sources.lookOnMachine(machine), machine);
				case 'agency':
					return await this.choose({ findings: await this.agencyOf(machine, sources.readAgency), problems: [] });
				case 'paste':
					return await this.paste(sources);
				case 'file':
					return await this.file(sources, machine);
			}
		} catch (error) {
			if (!(error instanceof sources.FoundError)) {
				throw error;
			}
			this.tell([error]);
			return this.onwards.byHand();
		}
	}

	private async look(found: Found, machine: Machine): Promise<string | undefined> {
		if (found.findings.length > 0) {
			return this.choose(found);
		}
		if (found.problems.length > 0) {
			this.tell(found.problems);
		} else {
			void showInfo(
				l10n.t(
					'No profile was found on “{0}”. Looked at: ~/.huaweicloud/credentials, clouds.yaml, ~/.config/huaweicloud/credentials.json, environment variables, ~/.hcloud/config.json, ~/.obsutilconfig.',
					machine.name,
				),
			);
		}
		return this.onwards.byHand();
	}

	private async agencyOf({ metadata }: Machine, read: Sources['readAgency']): Promise<readonly NamedFinding[]> {
		return (await read(metadata)).map((finding) => ({
			...finding,
			label: l10n.t('agency of this server'),
			source: 'ECS',
			icon: 'server',
		}));
	}

	private async paste({ readFound, FoundError: Refused }: Sources): Promise<string | undefined> {
		const text = await vscode.env.clipboard.readText();
		try {
			return await this.choose(await readFound(text, l10n.t('The clipboard')));
		} catch (error) {
			const place = error instanceof Refused && error.how === 'odd' ? placeInText(text) : undefined;
			// A host that nobody knows may be a password with a dot in it, and would be shown: it takes the name of a service.
			if (!place || (place.cloud === 'custom' && !this.isService(place.service))) {
				throw error;
			}
			return this.onwards.byHand(this.draftAt(place), placeWords(place));
		}
	}

	private async file({ readFound, shortPath }: Sources, machine: Machine): Promise<string | undefined> {
		const file = await askWhichFile(l10n.t('Take Over'));
		if (!file) {
			return undefined;
		}
		const where = shortPath(file.fsPath, machine.home);
		const text = await machine.read(file.fsPath);
		const found = await readFound(text ?? '', where);
		const id = await this.choose(found);
		if (id !== undefined && found.findings[0]?.source === 'credentials.csv') {
			this.offerTrash(file, where);
		}
		return id;
	}

	/** A console gives the file out once, to be kept elsewhere: it needs not lie among the downloads. */
	private offerTrash(file: vscode.Uri, where: string): void {
		const trash = l10n.t('Move to Trash');
		void showInfo(l10n.t('{0} still holds its secret key in plain text.', where), trash).then(async (choice) => {
			if (choice !== trash) {
				return;
			}
			try {
				await vscode.workspace.fs.delete(file, { useTrash: true });
			} catch {
				void showWarning(l10n.t('{0} could not be moved to the trash. Delete it by hand.', where));
			}
		});
	}

	/** A draft that begins with what an address says. */
	private draftAt({ cloud, region, service = '', address }: RecognisedPlace): Draft {
		const { services } = this.deps;
		const known = address !== undefined && this.isService(service);
		const place = { cloud, ...(region ? { region } : {}) };
		return {
			...draftOfFinding(services, { where: '', label: '', place, credential: undefined }),
			...(known ? { endpoints: { [service]: address } } : {}),
		};
	}

	private isService(name: string | undefined): boolean {
		return [...this.deps.services.ids(), 'iam'].some((id) => id === name);
	}

	/** Adds those of the found profiles that the user wants, one after the other. One that fails does not keep the others from being added. */
	private async choose({ findings, problems }: Found): Promise<string | undefined> {
		if (problems.length > 0) {
			this.tell(problems);
		}
		let wanted: readonly NamedFinding[] = [];
		const through = await new Flow(l10n.t('Add Connection')).run(async (flow) => {
			wanted = await flow.pickMany({
				prompt: l10n.t('Which profiles do you want to take over? Their files stay as they are'),
				choices: findings.map((finding) => choiceOf(finding, findings.length === 1, this.deps.format)),
			});
			return undefined;
		});
		const ids: string[] = [];
		for (const finding of through ? wanted : []) {
			const id = await this.onwards.add(draftOfFinding(this.deps.services, finding));
			if (id !== undefined) {
				ids.push(id);
			}
		}
		if (wanted.length > 1) {
			void showInfo(l10n.t('{0} of {1} profiles were added as connections.', ids.length, wanted.length));
		}
		return ids[0];
	}

	/** One message, however much cannot be taken. */
	private tell(problems: readonly FoundError[]): void {
		void showWarning(foundErrorsText(problems));
	}
}

function placeWords({ cloud, region, address }: RecognisedPlace): string {
	const name = address ?? cloudOf(cloud)?.name ?? cloud;
	return plainLine(region === undefined ? name : l10n.t('{0}, {1}', name, regionName(cloud, region)));
}
