/** What is done at the same time is told in one message: VS Code shows three at a time, and drops what comes with them. */
import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../core/emitter';
import type { SetTimer } from '../../core/timer';
import { showInfo } from '../messages';

/** What comes within so long, ms, is told together. */
const TOGETHER = 700;
/** Sentences of one message; of more it is said how many they are. */
const MOST = 8;

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
			const more = texts.length > MOST ? [l10n.t('So it is with {0} more.', texts.length - MOST)] : [];
			void showInfo([...texts.slice(0, MOST), ...more].join(' '));
		}
	}
}
