/** Addresses of Redis servers as people type them. */
import * as l10n from '@vscode/l10n';

/** The addresses of a comma-separated list, without blanks and empty parts. Full-width commas, as Chinese keyboards type them, count too. */
export function splitAddresses(text: string): string[] {
	return text
		.split(/[,，\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** Whether a correct address names its port. */
export function hasPort(address: string): boolean {
	return /:\d+$/.test(address);
}

/** What is wrong with one `ip:port`, or an address alone; host names pass, since some clouds hand them out. IPv6 stands in brackets. */
export function addressProblem(address: string): string | undefined {
	const match = /^(\[[0-9a-fA-F:.%]+\]|[^\s:[\]]+)(?::(.*))?$/.exec(address);
	if (!match) {
		return l10n.t('{0} is not an address of the form ip:port.', address);
	}
	const [, host = '', port] = match;
	if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)) {
		return l10n.t('{0} has no valid port: it must be from 1 to 65535.', address);
	}
	if (/^[\d.]+$/.test(host) && !isIpv4(host)) {
		return l10n.t('{0} is not a valid IP address.', host);
	}
	if (!host.startsWith('[') && !/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(host)) {
		return l10n.t('{0} is not an address of the form ip:port.', address);
	}
	return undefined;
}

function isIpv4(text: string): boolean {
	const parts = text.split('.');
	return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}
