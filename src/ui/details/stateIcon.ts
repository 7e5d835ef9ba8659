/** The icon of a task's tab: how the task stands, by shape and by colour. Drawn here, since a file each for five states and two grounds would be ten. */
import * as vscode from 'vscode';
import type { StatusGroup } from '../../migration/task';

const RING = '<circle cx="8" cy="8" r="6.25"/>';

/** Paths on a 16 × 16 grid, with the colour on a light and on a dark ground: at least 4.5 : 1 on white and on #1f1f1f. */
const LOOKS: Readonly<Partial<Record<StatusGroup, readonly [drawing: string, onLight: string, onDark: string]>>> = {
	failed: [`${RING}<path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"/>`, '#c72e0f', '#f88070'],
	pending: [`${RING}<path d="M8 4.6V8l2.3 1.6"/>`, '#652d90', '#c39af0'],
	active: [
		'<path d="M13.3 6.6A5.5 5.5 0 0 0 3.2 5.4M3 2.6v3h3M2.7 9.4a5.5 5.5 0 0 0 10.1 1.2M13 13.4v-3h-3"/>',
		'#0063d3',
		'#59a9ff',
	],
	stopped: [`${RING}<path d="M3.6 12.4l8.8-8.8"/>`, '#5f5f5f', '#b0b0b0'],
	succeeded: [`${RING}<path d="M5.2 8.2l2 2l3.8-4.2"/>`, '#2a6b2f', '#89d185'],
};

/** Undefined for a task of which no more is known than its name: its tab keeps the icon of all panels. */
export function stateIcon(
	group: StatusGroup | undefined,
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } | undefined {
	const look = group && LOOKS[group];
	if (!look) {
		return undefined;
	}
	const [drawing, light, dark] = look;
	return { light: svg(drawing, light), dark: svg(drawing, dark) };
}

function svg(drawing: string, colour: string): vscode.Uri {
	const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="${colour}" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">${drawing}</svg>`;
	return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`);
}
