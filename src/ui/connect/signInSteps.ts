/** The steps that ask how one signs in. What is entered lives in the draft until it is stored, and nowhere else. */
import * as l10n from '@vscode/l10n';
import { environmentKeys } from '../../connections/credentialStore';
import { checkKey } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import type { Services } from '../../services';
import { resolveEndpoints } from '../../services/resolveEndpoints';
import type { Draft, SignIn } from './draft';
import { boxesOf, type Choice, counted, type FlowStep } from './multiStep';

/** The ways to sign in, to choose from. `services`: says where the draft's place has no address for one of them. */
export function signInChoices(draft: Draft, services?: Services): readonly Choice<SignIn>[] {
	return [
		{
			label: l10n.t('Access key'),
			detail: l10n.t('An access key ID and a secret access key of an IAM user.'),
			value: 'aksk',
		},
		{
			label: l10n.t('Temporary access key'),
			detail: l10n.t('With a security token; ends by itself after some hours.'),
			value: 'temporary',
		},
		{
			label: l10n.t('User and password'),
			detail:
				services && resolveEndpoints(draft, services).iam === undefined
					? l10n.t('Needs an address of IAM.')
					: l10n.t('An IAM user of an account; not for users with multi-factor sign-in.'),
			value: 'password',
		},
		{
			label: l10n.t('Environment variables'),
			detail: environmentKeys()
				? l10n.t('HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are set. They are read at each use and never stored.')
				: l10n.t('HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set in this window.'),
			value: 'environment',
		},
	];
}

/** Asks for a credential; `after` comes next, or nothing. */
export function signInStep(draft: Draft, services: Services, after?: FlowStep): FlowStep {
	return counted(3 + boxesOf(after), async (flow) => {
		draft.entered.kind = await flow.pick({
			prompt: l10n.t('How do you sign in?'),
			choices: signInChoices(draft, services),
			active: (value) => value === draft.entered.kind,
		});
		return secretSteps(draft, after);
	});
}

/** The steps of the kind that was chosen. */
export function secretSteps(draft: Draft, after?: FlowStep): FlowStep | undefined {
	switch (draft.entered.kind) {
		case 'environment':
			draft.credential = { kind: 'environment' };
			return after;
		case 'password':
			return domainStep(draft, after);
		default:
			return accessKeyStep(draft, after);
	}
}

/** The step that asks for the secret alone, and those before it, for whoever is to correct it. */
export function secretAgain(
	draft: Draft,
	after?: FlowStep,
): { readonly first: FlowStep; readonly earlier: FlowStep[] } {
	switch (draft.entered.kind) {
		case 'password':
			return { first: passwordStep(draft, after), earlier: [domainStep(draft, after), userStep(draft, after)] };
		case 'temporary':
			return { first: secretKeyStep(draft, after), earlier: [accessKeyStep(draft, after)] };
		default:
			return { first: secretKeyStep(draft, after), earlier: [accessKeyStep(draft, after)] };
	}
}

export function accessKeyStep(draft: Draft, after?: FlowStep): FlowStep {
	const secret = secretKeyStep(draft, after);
	return counted(1 + boxesOf(secret), async (flow) => {
		const { entered } = draft;
		entered.accessKey = await flow.text({
			prompt: l10n.t('Access key ID'),
			value: entered.accessKey,
			check: checkKey,
		});
		return secret;
	});
}

function secretKeyStep(draft: Draft, after?: FlowStep): FlowStep {
	const temporary = draft.entered.kind === 'temporary';
	const next = temporary ? tokenStep(draft, after) : after;
	return counted(1 + boxesOf(next), async (flow) => {
		const { entered } = draft;
		entered.secretKey = await flow.text({
			prompt: l10n.t('Secret access key; it is kept in the secret storage of VS Code'),
			value: entered.secretKey,
			password: true,
			check: checkKey,
		});
		const { accessKey, secretKey } = entered;
		draft.credential = { kind: 'aksk', accessKey, secretKey };
		return next;
	});
}

function tokenStep(draft: Draft, after?: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		const { entered } = draft;
		entered.securityToken = await flow.text({
			prompt: l10n.t('Security token'),
			value: entered.securityToken,
			password: true,
			check: checkKey,
		});
		const { accessKey, secretKey, securityToken } = entered;
		draft.credential = { kind: 'aksk', accessKey, secretKey, securityToken };
		return after;
	});
}

function needed(text: string): string | undefined {
	return text === '' ? l10n.t('This cannot be empty.') : undefined;
}

function domainStep(draft: Draft, after?: FlowStep): FlowStep {
	return counted(3 + boxesOf(after), async (flow) => {
		const { entered } = draft;
		entered.domain = await flow.text({
			prompt: l10n.t('Account name (domain)'),
			value: entered.domain,
			check: needed,
		});
		return userStep(draft, after);
	});
}

function userStep(draft: Draft, after?: FlowStep): FlowStep {
	return counted(2 + boxesOf(after), async (flow) => {
		const { entered } = draft;
		entered.user = await flow.text({ prompt: l10n.t('Name of the IAM user'), value: entered.user, check: needed });
		return passwordStep(draft, after);
	});
}

function passwordStep(draft: Draft, after?: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		const { entered } = draft;
		const { domain, user } = entered;
		entered.password = await flow.text({
			prompt: l10n.t('Password of {0}', plainLine(user)),
			value: entered.password,
			password: true,
			exact: true,
			check: needed,
		});
		draft.credential = { kind: 'password', domain, user, password: entered.password };
		return after;
	});
}
