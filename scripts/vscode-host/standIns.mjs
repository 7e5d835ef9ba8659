import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes log files as the compiled logger does: the same lines, the same levels; without its rotation, which no test run needs. */
const SPDLOG = `const fs = require('node:fs');
const path = require('node:path');
const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

function stamp(date) {
	const two = (number) => String(number).padStart(2, '0');
	const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
	const time = [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':');
	return day + ' ' + time + '.' + String(date.getMilliseconds()).padStart(3, '0');
}

class Logger {
	constructor(_type, _name, file) {
		this.file = file;
		this.level = 2;
		this.plain = false;
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.appendFileSync(file, '');
	}
	write(level, message) {
		if (level >= this.level) {
			fs.appendFileSync(this.file, this.plain ? message : stamp(new Date()) + ' [' + LEVELS[level] + '] ' + message + '\\n');
		}
	}
	trace(message) { this.write(0, message); }
	debug(message) { this.write(1, message); }
	info(message) { this.write(2, message); }
	warn(message) { this.write(3, message); }
	error(message) { this.write(4, message); }
	critical(message) { this.write(5, message); }
	getLevel() { return this.level; }
	setLevel(level) { this.level = level; }
	setPattern() { this.plain = false; }
	clearFormatters() { this.plain = true; }
	flush() {}
	drop() {}
}

const create = async (name, file) => new Logger('', name, file);
// One by one: only so does an ES module that imports this see the names.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

/** VS Code also looks by itself, each second, whether its parent still lives. */
const WATCHDOG = `exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
`;

/**
 * Puts plain JavaScript in the place of the two compiled modules that VS Code's server needs, so that no machine needs a compiler for the tests.
 * @param {string} vscode the server's folder
 */
export async function replaceCompiledModules(vscode) {
	const modules = path.join(vscode, 'node_modules', '@vscode');
	await writeFile(path.join(modules, 'spdlog', 'index.js'), SPDLOG);
	await writeFile(path.join(modules, 'native-watchdog', 'index.js'), WATCHDOG);
}
