/** Text in a Markdown tooltip that stays text: no markup, no links (bare addresses neither), no icons, no HTML. */

/** Every sign that Markdown could give a meaning to; it lets each of them be escaped. Addresses become links by their `:`, `.` and `@`. */
const SIGNS = /[!-/:-@[-`{-~]/g;

/** A plain line as Markdown that shows just its characters. */
export function markdownText(line: string): string {
	return line.replace(SIGNS, '\\$&');
}

/** A link that runs a command, in a text that names it as trusted. The label is shown as text. */
export function commandLink(label: string, command: string, ...args: unknown[]): string {
	const query = encodeURIComponent(JSON.stringify(args)).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16)}`,
	);
	return `[${markdownText(label)}](command:${command}?${query})`;
}
