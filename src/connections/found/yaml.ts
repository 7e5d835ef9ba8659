/// <reference path="./js-yaml.d.ts" />
/** Reading YAML. The library is loaded with this file, on the first file that needs it. */
import { load } from 'js-yaml';

/** The value of a YAML text, or of a JSON text, which is one; undefined where it is none. */
export function readYaml(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: load(text.replace(/^\uFEFF/, '')) };
	} catch {
		// What it throws quotes the text, which may be a secret.
		return undefined;
	}
}
