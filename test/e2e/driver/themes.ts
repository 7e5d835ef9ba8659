export type Theme =
	| 'Default Light Modern'
	| 'Default Dark Modern'
	| 'Default High Contrast'
	| 'Default High Contrast Light';
/** The names that people know; VS Code has dropped the "Default" of the first two. */
export const THEMES: Record<Theme, { readonly id: string; readonly mark: string }> = {
	'Default Light Modern': { id: 'Light Modern', mark: 'vs' },
	'Default Dark Modern': { id: 'Dark Modern', mark: 'vs-dark' },
	'Default High Contrast': { id: 'Default High Contrast', mark: 'hc-black' },
	'Default High Contrast Light': { id: 'Default High Contrast Light', mark: 'hc-light' },
};
