/// <reference path="./js-yaml.d.ts" />
/** Reading YAML. The library is loaded with this file, on the first file that needs it. */
import { load } from 'js-yaml';
import { FoundError } from './finding';

/** The value of a YAML text, or of a JSON text, which is one. Throws {@link FoundError}. */
export function readYaml(text: string, where: string): unknown {
	try {
		return load(text.replace(/^\uFEFF/, ''));
	} catch {
		// Its words quote the text, which may be a secret.
		throw new FoundError(where, 'odd');
	}
}
