/**
 * Disks, volumes and volume groups of the target server, one detail field each. Sizes are bytes on the wire. They stand inside of each other in
 * ways that no page settles, so no table reads them: they are shown as they came.
 */
import * as l10n from '@vscode/l10n';
import { filled, isRecord, lookUp, readNumber, text, valueAt } from '../../core/values';
import type { Format } from '../../migration/format';
import type { WireFields } from '../../migration/task';
import type { DetailField } from '../../migration/viewModel';

const KINDS: Readonly<Record<string, () => string>> = {
	disks: () => l10n.t('Disk'),
	physical_volumes: () => l10n.t('Volume'),
	volume_groups: () => l10n.t('Volume group'),
	logical_volumes: () => l10n.t('Logical volume'),
	btrfs_list: () => l10n.t('Btrfs file system'),
};

/** The lists of the target server that are shown here. */
export const DISK_LISTS = ['disks', 'volume_groups', 'btrfs_list'] as const;

/** What a disk is for. */
const USES: Readonly<Record<string, () => string>> = {
	BOOT: () => l10n.t('boot disk'),
	OS: () => l10n.t('system disk'),
};

const MAX_DEPTH = 3;

/** A detail field for each disk, volume and volume group that came; an empty list is shown as empty. */
export function diskFields(raw: WireFields, format: Format): DetailField[] {
	return DISK_LISTS.flatMap((key) => {
		const field = `target_server.${key}`;
		const value = valueAt(raw, field);
		return value === undefined ? [] : listFields(field, key, value, format, 0);
	});
}

function listFields(field: string, key: string, value: unknown, format: Format, depth: number): DetailField[] {
	const kind = lookUp(KINDS, key)?.() ?? key;
	if (!Array.isArray(value)) {
		return [{ field, label: kind, value: text(value), ...(text(value) === '' ? { empty: true } : {}) }];
	}
	if (value.length === 0) {
		return depth === 0 ? [{ field, label: kind, value: '', empty: true }] : [];
	}
	return value.flatMap((item: unknown, index): DetailField[] => {
		const path = `${field}.${index}`;
		if (!isRecord(item)) {
			return [{ field: path, label: kind, value: text(item) }];
		}
		const name = textOf(item, 'name');
		const nested = Object.entries(item).filter(
			([, inner]) => Array.isArray(inner) && inner.some(isRecord) && depth < MAX_DEPTH,
		);
		const own: DetailField = {
			field: path,
			label: name === undefined ? kind : l10n.t('{0} {1}', kind, name),
			value: wordsOf(item, new Set(nested.map(([k]) => k)), format),
		};
		return [own, ...nested.flatMap(([k, inner]) => listFields(`${path}.${k}`, k, inner, format, depth + 1))];
	});
}

/** What is said of one disk or volume, in one line: its sizes first, everything else behind. */
function wordsOf(item: WireFields, elsewhere: ReadonlySet<string>, format: Format): string {
	const size = bytesAt(item, 'size', format);
	const used = bytesAt(item, 'used_size', format);
	const mount = textOf(item, 'mount_point');
	const others = Object.entries(item)
		.filter(
			([key, value]) =>
				!['name', 'size', 'used_size', 'mount_point'].includes(key) &&
				!elsewhere.has(key) &&
				text(value) !== '' &&
				text(value) !== '[]',
		)
		.map(([key, value]) =>
			key === 'device_use'
				? useOf(text(value))
				: l10n.t('{0}: {1}', key, /_size$/.test(key) ? (bytesAt(item, key, format) ?? text(value)) : text(value)),
		);
	return [
		size,
		used === undefined ? undefined : l10n.t('{0} used', used),
		mount === undefined ? undefined : l10n.t('mounted at {0}', mount),
		...others,
	]
		.filter((part): part is string => part !== undefined)
		.join(' · ');
}

function useOf(wire: string): string {
	return lookUp(USES, wire.toUpperCase())?.() ?? l10n.t('used as {0}', wire);
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** A size in the unit that suits it; what is no number stays as it came. */
function bytesAt(item: WireFields, key: string, format: Format): string | undefined {
	const bytes = readNumber(item[key]);
	if (typeof bytes !== 'number') {
		return textOf(item, key);
	}
	return bytes >= GIB
		? l10n.t('{0} GiB', format.number(bytes / GIB))
		: bytes >= MIB
			? l10n.t('{0} MiB', format.number(bytes / MIB))
			: l10n.t('{0} bytes', format.integer(bytes));
}

function textOf(item: WireFields, key: string): string | undefined {
	return filled(text(item[key]));
}
