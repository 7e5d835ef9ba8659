/** Does in the extension host what a test asks for over a local socket: runs a command, or calls the public API of an extension. */
const http = require('node:http');
const vscode = require('vscode');

let log;

const operations = {
	command: ({ id, args }) => vscode.commands.executeCommand(id, ...args),
	openLink: ({ link }) => vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(link, true)),
	commands: () => vscode.commands.getCommands(true),
	pid: () => process.pid,
	say: ({ text }) => void vscode.window.showInformationMessage(text),
	trace: ({ text }) => {
		log ??= vscode.window.createOutputChannel('Test helper', { log: true });
		log.trace(text);
	},
	settings: async ({ changes }) => {
		for (const [key, value] of Object.entries(changes)) {
			await vscode.workspace.getConfiguration().update(key, value ?? undefined, vscode.ConfigurationTarget.Global);
		}
	},
	isActive: ({ extension }) => vscode.extensions.getExtension(extension)?.isActive ?? false,
	call: async ({ extension, member, args }) => {
		const api = await vscode.extensions.getExtension(extension)?.activate();
		return typeof api?.[member] === 'function' ? api[member](...args) : api?.[member];
	},
};

async function answer(request) {
	let body = '';
	for await (const chunk of request) {
		body += chunk;
	}
	const { operation, ...parameters } = JSON.parse(body);
	return operations[operation](parameters);
}

exports.activate = (context) => {
	const socket = process.env.TEST_HELPER_SOCKET;
	if (!socket) {
		return;
	}
	const server = http.createServer((request, response) => {
		answer(request).then(
			(value) => response.end(JSON.stringify({ value })),
			(error) => response.end(JSON.stringify({ error: String(error?.message ?? error) })),
		);
	});
	// A reloaded window starts a second extension host, perhaps before the first one has let go of the name.
	require('node:fs').rmSync(socket, { force: true });
	server.listen(socket);
	context.subscriptions.push({ dispose: () => server.close() });
};
