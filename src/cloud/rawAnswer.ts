/** An answer before anybody read it. */
import type { Mask } from './secretValues';

/** An answer as it came over the wire. */
export interface RawAnswer {
	readonly status: number;
	readonly text: string;
	header(name: string): string | null;
	/** How the request proved who asks. */
	readonly proof: 'signature' | 'token' | 'none';
	/** This computer's time when the answer came, ms. */
	readonly now: number;
	/** Takes the secrets of the request out of what the answer says. */
	readonly mask?: Mask;
}
