/** The first question of "Add Connection…": whether a profile is there already, or how one signs in. */
import * as l10n from '@vscode/l10n';
import type { Draft, SignIn } from './draft';
import { type Choice, counted, type FlowStep } from './multiStep';
import { signInChoices } from './signInSteps';

/** Where profiles are taken from that need not be entered. */
export type Elsewhere = 'look' | 'file' | 'paste';

/** Asks how to begin. `elsewhere` hears of it where nothing is to be entered by hand; else `byHand` comes next. */
export function startStep(
	draft: Draft,
	elsewhere: (way: Elsewhere | undefined) => void,
	byHand: () => FlowStep,
): FlowStep {
	const choices: readonly Choice<Elsewhere | SignIn>[] = [
		{
			icon: 'search',
			label: l10n.t('Look for profiles on this machine…'),
			detail: l10n.t('SDK profile, clouds.yaml, environment variables, KooCLI. Nothing is read before.'),
			value: 'look',
		},
		{
			icon: 'file',
			label: l10n.t('Choose a file…'),
			detail: l10n.t('A credentials.csv from the console, an openrc file, or a profile of a tool.'),
			value: 'file',
		},
		{
			icon: 'clippy',
			label: l10n.t('Paste…'),
			detail: l10n.t('The content of such a file, or the address of a service or of the console.'),
			value: 'paste',
		},
		...signInChoices(draft).map((choice) => ({ icon: 'edit', ...choice })),
	];
	const boxes = draft.entered.kind === 'environment' ? 3 : 5;
	return counted(boxes, async (flow) => {
		const way = await flow.pick<Elsewhere | SignIn>({
			prompt: l10n.t('How do you sign in? Take what is there already, or enter it by hand'),
			choices,
			active: (value) => value === draft.entered.kind,
		});
		if (way === 'look' || way === 'file' || way === 'paste') {
			elsewhere(way);
			return undefined;
		}
		elsewhere(undefined);
		draft.entered.kind = way;
		return byHand();
	});
}
