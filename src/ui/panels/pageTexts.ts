import type { PageName } from './pageRoot';

/** The keys of the texts that each page uses, which the build fills in; undefined in tests that run the sources themselves. */
export const pageTexts: Readonly<Record<PageName, readonly string[]>> | undefined = undefined;
