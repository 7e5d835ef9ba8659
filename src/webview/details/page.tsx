/** The whole page, from top to bottom. */
import type { Snapshot } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { type PageContext, PageContextProvider } from './context';
import { CutoverSection } from './cutover';
import { Header } from './header';
import { Doing, Headline, Problem } from './headline';
import { KeyspacesSection } from './keyspaces';
import { LiveSection, type TableToggle } from './live';
import type { LogState } from './logState';
import { SectionView } from './sections';
import { HeadSkeleton, SectionsSkeleton } from './skeleton';
import { TaskLogSection } from './taskLog';
import { WhySection } from './why';

interface PageProps {
	/** Undefined before the first one came: nothing is known then, not even the name. */
	readonly snapshot: Snapshot | undefined;
	readonly context: PageContext;
	readonly table: TableToggle;
	readonly log: LogState;
}

/** Draws a snapshot, or grey shapes while there is nothing to be drawn yet. */
export function Page({ snapshot, context, table, log }: PageProps) {
	const waiting = !snapshot || (snapshot.loading && snapshot.sections.length === 0);
	return (
		<PageContextProvider value={context}>
			{snapshot ? <Known snapshot={snapshot} table={table} log={log} /> : <HeadSkeleton />}
			{waiting ? <SectionsSkeleton /> : null}
		</PageContextProvider>
	);
}

interface KnownProps extends Omit<PageProps, 'context'> {
	readonly snapshot: Snapshot;
}

function Known({ snapshot, table, log }: KnownProps) {
	const { headline, problem, cutover, live, keyspaces, sections } = snapshot;
	return (
		<>
			<Header snapshot={snapshot} />
			<Headline headline={headline} />
			{snapshot.doing === undefined ? null : <Doing text={snapshot.doing} />}
			{problem ? <Problem problem={problem} /> : null}
			{snapshot.why ? <WhySection why={snapshot.why} /> : null}
			{cutover ? <CutoverSection cutover={cutover} /> : null}
			{live ? <LiveSection live={live} table={table} /> : null}
			{snapshot.log ? <TaskLogSection log={snapshot.log} state={log} /> : null}
			{keyspaces ? <KeyspacesSection view={keyspaces} /> : null}
			{withKeys(sections, ({ id }) => id).map(([key, section]) => (
				<SectionView key={key} section={section} />
			))}
		</>
	);
}
