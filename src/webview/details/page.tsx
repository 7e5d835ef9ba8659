/** The whole page, from top to bottom. */
import type { Snapshot } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { type PageContext, PageContextProvider } from './context';
import { Header } from './header';
import { Headline, Problem } from './headline';
import { KeyspacesSection } from './keyspaces';
import { LiveSection, type TableToggle } from './live';
import { SectionView } from './sections';
import { HeadSkeleton, SectionsSkeleton } from './skeleton';

interface PageProps {
	/** Undefined before the first one came: nothing is known then, not even the name. */
	readonly snapshot: Snapshot | undefined;
	readonly context: PageContext;
	readonly table: TableToggle;
}

/** Draws a snapshot, or grey shapes while there is nothing to be drawn yet. */
export function Page({ snapshot, context, table }: PageProps) {
	const waiting = !snapshot || (snapshot.loading && snapshot.sections.length === 0);
	return (
		<PageContextProvider value={context}>
			{snapshot ? <Known snapshot={snapshot} table={table} /> : <HeadSkeleton />}
			{waiting ? <SectionsSkeleton /> : null}
		</PageContextProvider>
	);
}

function Known({ snapshot, table }: { readonly snapshot: Snapshot; readonly table: TableToggle }) {
	const { headline, problem, live, keyspaces, sections } = snapshot;
	return (
		<>
			<Header snapshot={snapshot} />
			<Headline headline={headline} />
			{problem ? <Problem problem={problem} /> : null}
			{live ? <LiveSection live={live} table={table} /> : null}
			{keyspaces ? <KeyspacesSection view={keyspaces} /> : null}
			{withKeys(sections, ({ id }) => id).map(([key, section]) => (
				<SectionView key={key} section={section} />
			))}
		</>
	);
}
