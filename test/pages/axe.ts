import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Runs axe-core in the page; one line for each element that breaks a rule. */
export async function violations(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const results = await page.evaluate(async () => {
		const { axe: inPage } = window as unknown as { axe: { run(): Promise<AxeResults> } };
		return (await inPage.run()).violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
	});
	return results.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}
