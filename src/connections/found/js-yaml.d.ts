/** The one function of js-yaml that is used. */
declare module 'js-yaml' {
	/** Throws where the text is no YAML. */
	export function load(text: string): unknown;
}
