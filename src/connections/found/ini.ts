/** Files of sections with `key = value`, and shell files of `export KEY=value`. */

/** The sections of an INI text by name, each with its values by key. What stands before the first section belongs to ''. */
export function readIni(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
	const sections = new Map<string, Map<string, string>>();
	let section = new Map<string, string>();
	sections.set('', section);
	for (const raw of linesOf(text)) {
		const line = raw.trim();
		const equals = line.indexOf('=');
		if (line.startsWith('[') && line.endsWith(']')) {
			const name = line.slice(1, -1).trim();
			section = sections.get(name) ?? new Map();
			sections.set(name, section);
		} else if (equals > 0 && !/^[#;]/.test(line)) {
			section.set(line.slice(0, equals).trim(), unquoted(line.slice(equals + 1).trim()));
		}
	}
	return sections;
}

/** The variables that a shell file sets (`export K=V`, `set K=V`, `$env:K = V`, `K=V`). What a shell would have to work out stays as it stands. */
export function readAssignments(text: string): ReadonlyMap<string, string> {
	const values = new Map<string, string>();
	for (const line of linesOf(text)) {
		const [, how = '', name, value] = /^\s*(export\s+|set\s+|\$env:)?([A-Za-z_]\w{0,99})\s*=(.*)$/i.exec(line) ?? [];
		if (name !== undefined && value !== undefined) {
			values.set(name, (/^(set|\$)/i.test(how) ? unquoted : shellWord)(value.trim()));
		}
	}
	return values;
}

function linesOf(text: string): readonly string[] {
	return text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
}

/** A value without its quotes, or without a comment behind it. */
function unquoted(value: string): string {
	const quote = value[0];
	if (quote === '"' || quote === "'") {
		const end = value.indexOf(quote, 1);
		return end < 0 ? value : value.slice(1, end);
	}
	const comment = value.search(/\s[#;]/);
	return comment < 0 ? value : value.slice(0, comment).trimEnd();
}

/** A value as a POSIX shell takes it: quoted parts stand behind each other without a blank, and a backslash takes a sign's meaning away. */
function shellWord(value: string): string {
	if (!/^["']/.test(value)) {
		return unquoted(value);
	}
	const parts: string[] = [];
	let rest = value;
	for (;;) {
		const [whole, single, double, escaped] = PART.exec(rest) ?? [];
		if (whole === undefined) {
			break;
		}
		parts.push(single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? whole);
		rest = rest.slice(whole.length);
	}
	// With a quote that is never closed it is none.
	return /^["']/.test(rest) ? value : parts.join('');
}

/** A part of a shell's word: in single quotes, in double ones, a sign behind a backslash, or bare. */
const PART = /^(?:'([^']*)'|"([^"\\]*(?:\\.[^"\\]*)*)"|\\(.)|[^\s;#'"\\]+)/;
