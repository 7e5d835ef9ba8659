import type { Plugin } from 'esbuild';

export const lazyChunks: Plugin;
