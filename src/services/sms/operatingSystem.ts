/** Names of operating systems. */
import { lookUp } from '../../core/values';

/** By wire word, in capitals. Names, so not translated. */
export const OS_NAMES: Readonly<Record<string, () => string>> = { LINUX: () => 'Linux', WINDOWS: () => 'Windows' };

/** An operating system's name; unknown ones as they came. */
export function osName(os: string | undefined): string | undefined {
	return lookUp(OS_NAMES, os?.toUpperCase())?.() ?? os;
}
