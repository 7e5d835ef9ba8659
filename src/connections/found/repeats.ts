/** One key may stand in several files: it is one line of what was found. */
import type { Finding, FoundPlace } from './finding';

/** Each key once at each place. The first that has it counts, takes over what others say of the place, and names where they are. */
export function withoutRepeats<T extends Finding>(findings: readonly T[]): readonly T[] {
	const kept: T[] = [];
	for (const finding of findings) {
		const at = kept.findIndex((one) => whoOf(one) === whoOf(finding) && fits(one.place, finding.place));
		const known = kept[at];
		if (known) {
			kept[at] = together(known, finding);
		} else {
			kept.push(finding);
		}
	}
	return kept;
}

/** Who signs in with it: an access key with its secret, or a user. What has neither is nobody else's. */
function whoOf({ credential, account, where, label }: Finding): string {
	switch (credential?.kind) {
		case 'aksk':
			return JSON.stringify([credential.accessKey, credential.secretKey, credential.securityToken ?? '']);
		case 'password':
			return JSON.stringify([credential.domain, credential.user]);
		default:
			return JSON.stringify(account ? [account.domain, account.user] : [where, label, 'alone']);
	}
}

/** Whether two places can be one: what both name is the same. */
function fits(a: FoundPlace, b: FoundPlace): boolean {
	const names = ['cloud', 'region', 'projectId', 'projectName', 'enterpriseProjectId'] as const;
	const same = <T>(one: T | undefined, other: T | undefined): boolean =>
		one === undefined || other === undefined || one === other;
	return (
		names.every((name) => same(a[name], b[name])) &&
		// Own clouds have users of the same name: where they are is all that tells them apart.
		Object.entries(a.endpoints ?? {}).every(([service, address]) => same(address, b.endpoints?.[service]))
	);
}

function together<T extends Finding>(first: T, other: T): T {
	const also = [...(first.also ?? []), other.where].filter((where) => where !== first.where);
	const endpoints = { ...other.place.endpoints, ...first.place.endpoints };
	return {
		...first,
		credential: first.credential ?? other.credential,
		place: { ...other.place, ...first.place, ...(Object.keys(endpoints).length > 0 ? { endpoints } : {}) },
		...(also.length > 0 ? { also: [...new Set(also)] } : {}),
	};
}
