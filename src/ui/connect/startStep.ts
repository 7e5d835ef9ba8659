/** The first question of "Add Connection…": whether a profile is there already, or how one signs in. */
import * as l10n from '@vscode/l10n';
import type { Draft, SignIn } from './draft';
import { type Choice, counted, type FlowStep } from './multiStep';
import { signInChoices } from './signInSteps';

/** Where profiles are taken from that need not be entered. */
export type Elsewhere = 'look' | 'file' | 'paste' | 'agency';

const ELSEWHERE: readonly string[] = ['look', 'file', 'paste', 'agency'] satisfies Elsewhere[];

/**
 * Asks how to begin. `elsewhere` hears of it where nothing is to be entered by hand; else `byHand` comes next. `recognised`: the place that was found in
 * what was pasted.
 */
export function startStep(
	draft: Draft,
	elsewhere: (way: Elsewhere | undefined) => void,
	byHand: () => FlowStep,
	recognised?: string,
): FlowStep {
	const found: readonly Choice<Elsewhere>[] = [
		{
			icon: 'search',
			label: l10n.t('Look for profiles on this machine…'),
			detail: l10n.t(
				'SDK profile, clouds.yaml, devkit, environment variables, KooCLI, obsutil. Nothing is read before.',
			),
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
		{
			icon: 'server',
			label: l10n.t('Agency of this cloud server…'),
			detail: l10n.t('On an ECS with an agency: asks its metadata service for a key that ends within a day.'),
			value: 'agency',
		},
	];
	const choices: readonly Choice<Elsewhere | SignIn>[] = [
		// Who pasted an address has looked for profiles already.
		...(recognised === undefined ? found : []),
		...signInChoices(draft).map((choice) => ({ icon: 'edit', ...choice })),
	];
	const boxes = draft.entered.kind === 'environment' ? 3 : 5;
	return counted(boxes, async (flow) => {
		const way = await flow.pick<Elsewhere | SignIn>({
			prompt:
				recognised === undefined
					? l10n.t('How do you sign in? Take what is there already, or enter it by hand')
					: l10n.t('{0} was recognised. How do you sign in?', recognised),
			choices,
			active: (value) => value === draft.entered.kind,
		});
		if (isElsewhere(way)) {
			elsewhere(way);
			return undefined;
		}
		elsewhere(undefined);
		draft.entered.kind = way;
		return byHand();
	});
}

function isElsewhere(way: Elsewhere | SignIn): way is Elsewhere {
	return ELSEWHERE.includes(way);
}
