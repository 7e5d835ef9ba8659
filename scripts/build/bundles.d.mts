import type { BuildOptions } from 'esbuild';

export function bundles(dev: boolean): BuildOptions[];
