/** Error texts from outside, as they are searched for what they mean. */

/** Characters that are searched at the beginning and at the end of a text: causes stand at either. */
const PART = 2_000;

/** A text in which a search takes no time worth mentioning, however long it was. */
export function errorEnds(text: string): string {
	return text.length <= 2 * PART ? text : `${text.slice(0, PART)}\n${text.slice(-PART)}`;
}
