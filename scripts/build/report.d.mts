import type { Message, Plugin } from 'esbuild';

export const BEGUN: string;
export const DONE: string;
export function faultLine(message: Pick<Message, 'text' | 'location'>, severity: 'error' | 'warning'): string;
export function reporter(): Plugin;
