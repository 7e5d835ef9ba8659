/** The driver: VS Code as a person uses it. Start with `Workbench.open()`. */
export type { Dialog, Notification } from './messages';
export type { QuickPickItem } from './quickInput';
export { type SandboxFacts, SandboxProcess, type SandboxProcessOptions } from './sandbox';
export type { Theme } from './themes';
export type { TreeRow } from './tree';
export { until } from './waiting';
export type { WebviewChoice } from './webviews';
export { EXTENSION_ID, Workbench, type WorkbenchOptions } from './workbench';
