/** What is done at the same time is told in one message: VS Code shows three at a time, and drops what comes with them. */
import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../core/emitter';
import type { SetTimer } from '../../core/timer';
import { MESSAGE_LENGTH, showInfo } from '../messages';

/** What comes within so long, ms, is told together. */
const TOGETHER = 700;
/** Sentences of one message, and how long they are together, in UTF-16 units; of more it is said how many they are. */
const MOST = 8;
const ROOM = MESSAGE_LENGTH - 60;

export class DoneMessages {
	private texts: string[] = [];
	private timer: Disposable | undefined;

	constructor(private readonly setTimer: SetTimer) {}

	/** Tells it soon. */
	add(text: string): void {
		this.texts.push(text);
		this.timer ??= this.setTimer(() => this.tell(), TOGETHER);
	}

	dispose(): void {
		this.timer?.dispose();
		this.tell();
	}

	private tell(): void {
		const { texts } = this;
		this.texts = [];
		this.timer = undefined;
		if (texts.length > 0) {
			const told = fitting(texts);
			const left = texts.length - told.length;
			void showInfo([...told, ...(left > 0 ? [l10n.t('So it is with {0} more.', left)] : [])].join(' '));
		}
	}
}

/** The first ones that a message has room for; one always. */
function fitting(texts: readonly string[]): readonly string[] {
	const told = texts.slice(0, MOST);
	while (told.length > 1 && told.join(' ').length > ROOM) {
		told.pop();
	}
	return told;
}
