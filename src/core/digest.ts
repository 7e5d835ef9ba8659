/** Names of files and the like for texts of others' making, which may be no names. */
import { createHash } from 'node:crypto';

/** So many hexadecimal digits (64 at the most) that stand for a text: for other texts others. */
export function digestOf(text: string, digits = 32): string {
	return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
