/** What parts all over the page need, so that it is not handed down through every part between. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromDetailsPage, PageSection } from '../../ui/details/protocol';
import type { Formats } from '../shared/format';
import type { WholeTexts } from './wholeTexts';

/** How to speak to the host, how numbers look, and what only the page knows. */
export interface PageContext {
	readonly post: (message: FromDetailsPage) => void;
	readonly formats: Formats;
	/** Field whose copy button just worked. */
	readonly copied: string | undefined;
	/** Long texts that are shown whole. */
	readonly wholes: WholeTexts;
	/** What was pasted into an earlier life of the page. */
	readonly pasted: { readonly source: string; readonly target: string } | undefined;
	/** The section that the focus is to go to; the section itself takes it from here. */
	readonly focus: { wanted: PageSection | undefined };
	/** Draws the page again after something changed that only the page knows. */
	readonly redraw: () => void;
}

const Context = createContext<PageContext | undefined>(undefined);

/** Makes the context known to all parts inside. */
export const PageContextProvider = Context.Provider;

/** The context of the page; for parts inside {@link PageContextProvider} alone. */
export function usePage(): PageContext {
	const context = useContext(Context);
	if (!context) {
		throw new Error('A part of the page stands outside of it.');
	}
	return context;
}
