/** Every page in every state that there is a fixture for. */
import { CREATIONS, createForm, instances } from './createFixtures';
import { STORY_NAMES, storyOf } from './cutoverFixtures';
import { DETAILS, FORMS, freshForm, INSTANCES, NOW } from './fixtures';
import { type OpenOptions, REFERENCE, type WebviewPage } from './harness';
import { fullView, overviewView, pinnedState } from './overviewFixtures';

type Open = (name: 'details' | 'configure' | 'create' | 'overview', options: OpenOptions) => Promise<WebviewPage>;

/** Opens one after the other; gives what it is called, and the page. */
export async function* everyState(open: Open, options: OpenOptions): AsyncGenerator<readonly [string, WebviewPage]> {
	const at = { ...options, now: NOW };
	for (const [state, snapshot] of Object.entries(DETAILS)) {
		const view = await open('details', at);
		await view.send({ type: 'snapshot', snapshot });
		yield [`details, ${state}`, view];
	}
	for (const name of STORY_NAMES) {
		const view = await open('details', options);
		await view.send({ type: 'snapshot', snapshot: storyOf(name) });
		yield [`details, story ${name}`, view];
	}
	for (const [state, [form, progress]] of Object.entries(FORMS)) {
		const view = await open('configure', at);
		await view.send({ type: 'form', form, progress });
		await view.send({ type: 'instances', instances: INSTANCES });
		yield [`configure, ${state}`, view];
	}
	const picking = await open('configure', at);
	await picking.send({ type: 'form', form: freshForm, progress: { state: 'editing' } });
	await picking.send({ type: 'instances', instances: INSTANCES });
	await picking.page.locator('input[name="source_instance.id"]').click();
	yield ['configure, choosing an instance', picking];
	for (const [state, [values, progress]] of Object.entries(CREATIONS)) {
		const kept = values && { reference: REFERENCE, values, typed: [] };
		const view = await open('create', { ...at, state: kept });
		await view.send({ type: 'form', form: createForm, progress });
		await view.send({ type: 'instances', instances });
		yield [`create, ${state}`, view];
	}
	const overview = await open('overview', at);
	await overview.send({ type: 'overview', view: overviewView });
	yield ['overview', overview];
	const pinned = await open('overview', { ...at, state: pinnedState });
	await pinned.send({ type: 'overview', view: fullView });
	yield ['overview, six pinned', pinned];
}
