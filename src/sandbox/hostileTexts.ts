/** Texts that a service, a proxy or whoever names a task could send: whoever shows them is to show them as text. One table, for demos and tests. */

export interface HostileText {
	/** What it is, for the name of a test. */
	readonly what: string;
	readonly text: string;
	/** A piece of it that must still be there to be read; undefined where there is nothing to be read. */
	readonly readable?: string;
}

export const HOSTILE: readonly HostileText[] = [
	// Short enough to stand in a message whole.
	{ what: 'a command link', text: '[Show why](command:workbench.action.closePanel)', readable: 'Show why' },
	{ what: 'HTML', text: '<img src=x onerror=alert(1)><b>bold</b>', readable: 'onerror' },
	{ what: 'a script', text: '</title><script>alert(document.domain)</script>', readable: 'alert' },
	{ what: 'a comment and an entity', text: '--><!-- &lt;i&gt; &#60;u&#62; ]]>', readable: '&lt;i&gt;' },
	{ what: 'an attribute', text: `" onmouseover="alert(1)" x='`, readable: 'onmouseover' },
	{ what: 'a link with a title', text: '[orders](https://evil.example/a "orders")', readable: 'orders' },
	{ what: 'a link over two lines', text: '[or\nders]\n(https://evil.example/b)', readable: 'ders' },
	{
		what: 'a link broken by what cannot be seen',
		text: '[x]\u200b(command:\u200bworkbench.action.quit)',
		readable: 'quit',
	},
	{ what: 'a picture', text: '![pixel](https://evil.example/pixel.png)', readable: 'pixel' },
	{
		what: 'bare addresses',
		text: 'https://evil.example www.evil.example a@evil.example command:quit',
		readable: 'evil',
	},
	{ what: 'an automatic link', text: '<https://evil.example/c>', readable: 'evil' },
	{ what: 'Markdown', text: '# a **b** _c_ `d` ~~e~~ | f |\n|---|---|\n> g\n- h\n1. i', readable: 'a' },
	{ what: 'an icon', text: '$(trash) caches $(sync~spin)', readable: 'caches' },
	{ what: 'an icon that is escaped', text: '\\$(trash) \\\\$(trash)', readable: 'trash' },
	{ what: 'an override of the direction', text: 'pay\u202efdp.exe', readable: 'fdp.exe' },
	{ what: 'direction marks that are not closed', text: '\u2067\u202d\u2066left open\u200f', readable: 'left open' },
	{ what: 'an end of direction that was not begun', text: '\u2069\u202c\u2069done', readable: 'done' },
	{ what: 'words from right to left', text: 'מטמון הזמנות', readable: 'הזמנות' },
	{ what: 'words in both directions', text: 'cache قاعدة 12 (prod)', readable: 'قاعدة' },
	{ what: 'control characters', text: 'a\u0000b\u0007c\u001b[31mred\u001b[0m\u009b2J', readable: 'red' },
	{ what: 'line breaks', text: 'first\r\nsecond\u2028third\u0085fourth\tfifth', readable: 'second' },
	{ what: 'invisible characters', text: 'pro\u200bd\u2060\ufeff\u{e0041}\u3164', readable: 'pro' },
	{ what: 'piled marks', text: `z${'\u0335\u0322'.repeat(200)}algo`, readable: 'z' },
	{ what: 'half a character', text: 'half \ud83d and \ude00 of one', readable: 'half' },
	{ what: 'a name that every object has', text: '__proto__', readable: '__proto__' },
	{ what: 'another such name', text: 'constructor', readable: 'constructor' },
	{ what: 'blanks', text: ' \t\u00a0\u3000 ' },
	{ what: 'a placeholder', text: '{0} %s {{x}}', readable: '{0} %s' },
	{ what: 'brackets without end', text: `${'['.repeat(50_000)}${']('.repeat(50_000)}`, readable: '[[[[' },
	{ what: 'blanks without end', text: `x${' '.repeat(100_000)}%`, readable: 'x' },
	{ what: 'a megabyte', text: 'long '.repeat(200_000), readable: 'long long' },
];
