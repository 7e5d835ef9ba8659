/** The steps that ask how one signs in. What is entered lives in the draft until it is stored, and nowhere else. */
import * as l10n from '@vscode/l10n';
import { environmentKeys } from '../../connections/credentialStore';
import { checkKey } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import type { Services } from '../../services';
import { resolveEndpoints } from '../../services/resolveEndpoints';
import type { Draft } from './draft';
import type { Choice, FlowStep } from './multiStep';

type SignIn = 'aksk' | 'temporary' | 'password' | 'environment';

/** Asks for a credential; `after` comes next, or nothing. */
export function signInStep(draft: Draft, services: Services, after: FlowStep | undefined): FlowStep {
	return async (flow) => {
		const choices: Choice<SignIn>[] = [
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
					resolveEndpoints(draft, services).iam === undefined
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
		const kind = await flow.pick({
			prompt: l10n.t('How do you sign in?'),
			choices,
			active: (value) => value === draft.credential?.kind,
		});
		switch (kind) {
			case 'environment':
				draft.credential = { kind };
				return after;
			case 'password':
				return passwordSteps(draft, after);
			default:
				return keySteps(draft, kind === 'temporary', after);
		}
	};
}

function keySteps(draft: Draft, temporary: boolean, after: FlowStep | undefined): FlowStep {
	let accessKey = draft.credential?.kind === 'aksk' ? draft.credential.accessKey : '';
	let secretKey = '';
	const token: FlowStep = async (flow) => {
		const securityToken = await flow.text({ prompt: l10n.t('Security token'), password: true, check: checkKey });
		draft.credential = { kind: 'aksk', accessKey, secretKey, securityToken };
		return after;
	};
	const secret: FlowStep = async (flow) => {
		secretKey = await flow.text({
			prompt: l10n.t('Secret access key; it is kept in the secret storage of VS Code'),
			password: true,
			check: checkKey,
		});
		draft.credential = { kind: 'aksk', accessKey, secretKey };
		return temporary ? token : after;
	};
	return async (flow) => {
		accessKey = await flow.text({ prompt: l10n.t('Access key ID'), value: accessKey, check: checkKey });
		return secret;
	};
}

function passwordSteps(draft: Draft, after: FlowStep | undefined): FlowStep {
	const known = draft.credential?.kind === 'password' ? draft.credential : undefined;
	let domain = known?.domain ?? '';
	let user = known?.user ?? '';
	const needed = (text: string): string | undefined => (text === '' ? l10n.t('This cannot be empty.') : undefined);
	const password: FlowStep = async (flow) => {
		const secret = await flow.text({
			prompt: l10n.t('Password of {0}', plainLine(user)),
			password: true,
			exact: true,
			check: needed,
		});
		draft.credential = { kind: 'password', domain, user, password: secret };
		return after;
	};
	const userStep: FlowStep = async (flow) => {
		user = await flow.text({ prompt: l10n.t('Name of the IAM user'), value: user, check: needed });
		return password;
	};
	return async (flow) => {
		domain = await flow.text({ prompt: l10n.t('Account name (domain)'), value: domain, check: needed });
		return userStep;
	};
}
