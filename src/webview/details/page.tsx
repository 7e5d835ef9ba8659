/** The whole page, from top to bottom. */
import * as l10n from '@vscode/l10n';
import type { Section, Snapshot } from '../../ui/details/protocol';
import { withKeys } from '../shared/keys';
import { type PageContext, PageContextProvider } from './context';
import { CutoverSection } from './cutover';
import { Header } from './header';
import { Doing, Headline, Problem } from './headline';
import { KeyspacesSection } from './keyspaces';
import { LiveSection, type TableToggle } from './live';
import type { LogState } from './logState';
import { ROVING_HINT } from './roving';
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
			<p class="visually-hidden" id={ROVING_HINT}>
				{l10n.t('The arrow keys lead to the other buttons of this part.')}
			</p>
			<Headline headline={headline} />
			{snapshot.doing === undefined ? null : <Doing text={snapshot.doing} />}
			{problem ? <Problem problem={problem} /> : null}
			{snapshot.why ? <WhySection why={snapshot.why} /> : null}
			{cutover ? <CutoverSection cutover={cutover} /> : null}
			{live ? <LiveSection live={live} table={table} /> : null}
			{snapshot.log ? <TaskLogSection log={snapshot.log} state={log} /> : null}
			{keyspaces ? <KeyspacesSection view={keyspaces} /> : null}
			{withKeys(withoutEmpty(sections), ({ id }) => id).map(([key, section]) => (
				<SectionView key={key} section={section} />
			))}
		</>
	);
}

/** Sections of which no field has a value are one, at the end: a heading with nothing but a dash below it says little. */
function withoutEmpty(sections: Snapshot['sections']): Snapshot['sections'] {
	const fields = sections.flatMap((section) => (isEmpty(section) ? section.fields : []));
	return fields.length === 0
		? sections
		: [
				...sections.filter((section) => !isEmpty(section)),
				{ id: 'empty', title: l10n.t('Without a value'), layout: 'fields', fields },
			];
}

function isEmpty(section: Section): section is Extract<Section, { layout: 'fields' }> {
	return (
		section.layout === 'fields' && section.fields.length > 0 && section.fields.every(({ empty }) => empty === true)
	);
}
