/** `npm run --silent replay`: standard input to standard output, an answer at once for each line. */
import { createInterface } from 'node:readline';
import { Replay } from './replay';

const replay = new Replay();
createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
	if (line.trim() !== '') {
		process.stdout.write(`${replay.answer(line)}\n`);
	}
});
