/** Sentences for failures that come in many forms: what happened, what it means, what to do. Which failure gets which stands in errorTable.ts. */
import * as l10n from '@vscode/l10n';
import type { CloudError } from './errors';

/** `skewMs`: how far this computer is ahead of the service, ms. */
export function clockSentence(skewMs: number): string {
	const minutes = Math.round(Math.abs(skewMs) / 60_000);
	return skewMs > 0
		? l10n.t(
				'This computer’s clock is {0} minutes ahead of the service’s, so signatures are refused. Set the clock right and refresh.',
				minutes,
			)
		: l10n.t(
				'This computer’s clock is {0} minutes behind the service’s, so signatures are refused. Set the clock right and refresh.',
				minutes,
			);
}

/** Nothing was sent: one more bad signature could lock the key. Until when is said by whoever shows it, in the words of the display language. */
export function heldBackSentence(_error: CloudError, name: string): string {
	return l10n.t(
		'The access key of {0} was refused, so requests with it are held back for some minutes and nothing was sent: five bad signatures in a row would lock the key. Update the credential: another secret key is tried at once.',
		name,
	);
}

/** The service refuses the values. Some of its messages have a place for the value's name that was never filled. */
export function invalidSentence({ status, serverMessage = '' }: CloudError): string {
	return /\{\d*\}|%s/.test(serverMessage)
		? l10n.t(
				'The service refuses a value of the request (HTTP {0}) and does not name it. Compare all values with what the service allows; its support can tell which one by the number of the request.',
				status ?? '?',
			)
		: l10n.t('The service refuses the values of the request (HTTP {0}). Correct what it names.', status ?? '?');
}

/** The user lacks a right. Which ones a service needs, the service's own code says. */
export function permissionSentence({ rights }: CloudError, name: string): string {
	if (!rights) {
		return l10n.t(
			'The user of {0} is not allowed to do this. Ask the account’s administrator for the permission, for example dcs:migrationTask:list, :get and :modify for DCS, or sms:server:listTask and sms:server:queryServer for SMS.',
			name,
		);
	}
	const actions = rights.actions.join(', ');
	const asked =
		rights.alias === undefined
			? l10n.t(
					'The user of {0} is not allowed to do this. Ask the account’s administrator for the permissions {1}.',
					name,
					actions,
				)
			: l10n.t(
					'The user of {0} is not allowed to do this. Ask the account’s administrator for the permissions {1} (in role-based policies {2}).',
					name,
					actions,
					rights.alias,
				);
	switch (rights.enterpriseProject) {
		case 'none':
			return l10n.t(
				'{0} If the user is limited to one enterprise project, edit the connection and enter its ID: without it the service refuses the whole list.',
				asked,
			);
		case 'named':
			return l10n.t(
				'{0} The connection asks for one enterprise project: if the user is limited to another, edit the connection and enter the ID of that one.',
				asked,
			);
		default:
			return asked;
	}
}

/** The service was not reached. */
export function networkSentence({ code, host }: CloudError): string {
	const where = host ?? '?';
	switch (code) {
		case 'ENOTFOUND':
			return l10n.t(
				'The name {0} is not known in this network. Check the internet connection, a VPN, and the endpoint or region of the connection.',
				where,
			);
		case 'EAI_AGAIN':
		case 'EAI_FAIL':
		case 'EAI_NODATA':
			return l10n.t(
				'The name {0} could not be looked up, because the name service does not answer. Check the internet connection, and refresh.',
				where,
			);
		case 'ECONNREFUSED':
			return l10n.t(
				'{0} refuses connections: nothing listens there, or a firewall forbids it. Check the endpoint and the proxy settings.',
				where,
			);
		case 'ENETUNREACH':
		case 'EHOSTUNREACH':
		case 'ENETDOWN':
			return l10n.t('There is no way to {0} from this network. Check the internet connection and a VPN.', where);
		case 'PROXY_LOGIN':
			return l10n.t(
				'The proxy on the way to {0} asks for a sign-in (HTTP 407). Enter it in the setting http.proxy, or ask the network’s administrator.',
				where,
			);
		case 'ETIMEDOUT':
			return l10n.t(
				'{0} could not be reached in time. Check the internet connection, the firewall and the proxy settings.',
				where,
			);
		default:
			return l10n.t(
				'The connection to {0} failed. Check the internet connection and the proxy settings, and refresh.',
				where,
			);
	}
}

/** The way to the service is not safe. */
export function certificateSentence({ code, host }: CloudError): string {
	const where = host ?? '?';
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return l10n.t(
				'The certificate of {0} has expired, so the connection is not safe and nothing was sent. Check this computer’s date; else whoever runs the server must renew it.',
				where,
			);
		case 'CERT_NOT_YET_VALID':
			return l10n.t('The certificate of {0} is not valid yet, so nothing was sent. Check this computer’s date.', where);
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return l10n.t(
				'The certificate of {0} is made out to another name, so nothing was sent. Check the endpoint; a proxy may also stand in between.',
				where,
			);
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
		case 'SELF_SIGNED_CERT_IN_CHAIN':
		case 'UNABLE_TO_GET_ISSUER_CERT':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
			return l10n.t(
				'The certificate of {0} was issued by an authority that this computer does not trust, so nothing was sent. In a company network a proxy often does that: add its authority to the system’s certificates.',
				where,
			);
		default:
			return l10n.t(
				'No safe connection to {0} could be made, so nothing was sent. Check the endpoint, the proxy settings and the system’s certificates.',
				where,
			);
	}
}

/** An answer that is empty, cut off or no JSON. */
export function brokenSentence({ host, status }: CloudError): string {
	return l10n.t(
		'The answer of {0} (HTTP {1}) is empty, not JSON or was cut off, so it cannot be read. Refresh; if it stays, check the endpoint and any proxy in between.',
		host ?? '?',
		status ?? '?',
	);
}

/** Adds what the service itself said, and the numbers that its support asks for. */
export function withServiceWords(words: string, { serverMessage, code, requestId }: CloudError): string {
	if (!serverMessage) {
		return requestId ? l10n.t('{0} (request {1})', words, requestId) : words;
	}
	if (code && requestId) {
		return l10n.t('{0} The service says: {1} ({2}, request {3})', words, serverMessage, code, requestId);
	}
	return code
		? l10n.t('{0} The service says: {1} ({2})', words, serverMessage, code)
		: l10n.t('{0} The service says: {1}', words, serverMessage);
}
