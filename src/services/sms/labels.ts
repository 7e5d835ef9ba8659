/** Words for the wire words of server migrations ("Listing Migration Tasks", "Querying a Migration Task"). */
import * as l10n from '@vscode/l10n';
import { lookUp, text } from '../../core/values';
import type { Show } from '../../migration/detailFields';
import type { Tone } from '../../migration/viewModel';
import { unavailable } from './advice';
import { OS_NAMES } from './operatingSystem';

type Words = Readonly<Record<string, () => string>>;

const TYPE_WORDS: Words = { MIGRATE_FILE: () => l10n.t('File-level'), MIGRATE_BLOCK: () => l10n.t('Block-level') };

const PRIORITY_WORDS: Words = { 0: () => l10n.t('Low'), 1: () => l10n.t('Standard'), 2: () => l10n.t('High') };

const LOG_WORDS: Words = {
	INIT: () => l10n.t('Ready'),
	UPLOADING: () => l10n.t('Being uploaded'),
	UPLOAD_FAIL: () => l10n.t('Upload failed'),
	UPLOADED: () => l10n.t('Uploaded'),
};

/** States of a source server; older answers have the last three, in capitals. */
const SERVER_WORDS: Words = {
	UNAVAILABLE: () => l10n.t('Environment check failed'),
	WAITING: () => l10n.t('Waiting'),
	INITIALIZE: () => l10n.t('Being initialized'),
	REPLICATE: () => l10n.t('Being replicated'),
	SYNCING: () => l10n.t('Being synchronized'),
	STOPPING: () => l10n.t('Stopping'),
	STOPPED: () => l10n.t('Stopped'),
	SKIPPING: () => l10n.t('Skipping a step'),
	DELETING: () => l10n.t('Being deleted'),
	CLEARING: () => l10n.t('Clearing snapshots'),
	CLEARED: () => l10n.t('Snapshots cleared'),
	CLEARFAILED: () => l10n.t('Clearing snapshots failed'),
	PREMIGREADY: () => l10n.t('Ready for the drill'),
	PREMIGING: () => l10n.t('Drill running'),
	PREMIGED: () => l10n.t('Drill completed'),
	PREMIGFAILED: () => l10n.t('Drill failed'),
	CLONING: () => l10n.t('Being cloned'),
	CUTOVERING: () => l10n.t('Launching the target'),
	FINISHED: () => l10n.t('Target launched'),
	ERROR: () => l10n.t('Faulty'),
	CHECKING: () => l10n.t('Being checked'),
	AVAILABLE: () => l10n.t('Available'),
};
const SERVER_TROUBLE: ReadonlySet<string> = new Set(['UNAVAILABLE', 'CLEARFAILED', 'PREMIGFAILED', 'ERROR']);

const CYCLE_WORDS: Words = {
	CUTOVERING: () => l10n.t('Launching the target'),
	CUTOVERED: () => l10n.t('Target launched'),
	CHECKING: () => l10n.t('Environment check'),
	SETTING: () => l10n.t('Target configuration'),
	REPLICATING: () => l10n.t('Replication'),
	SYNCING: () => l10n.t('Synchronization'),
};

const CLONE_WORDS: Words = {
	NOT_READY: () => l10n.t('Not ready'),
	READY: () => l10n.t('Ready'),
	PREPARING: () => l10n.t('Being prepared'),
	CREATING: () => l10n.t('Being created'),
	ERROR: () => l10n.t('Faulty'),
	FINISHED: () => l10n.t('Finished'),
};

/** Keys of the advanced options. The last three are what a Terraform provider calls the first three. */
const OPTION_WORDS: Words = {
	MIGRATE_EXCLUDE_DIR: () => l10n.t('Folders left out of the migration'),
	SYNC_EXCLUDE_DIR: () => l10n.t('Folders left out of the synchronization'),
	ONLY_SYNC_DIR: () => l10n.t('Folders that are synchronized'),
	CONSISTENCY_DIR: () => l10n.t('Folders of the consistency check'),
	CONSISTENCY_DIR_ILLEGAL: () => l10n.t('Folders that the consistency check cannot take'),
	LINUX_BLOCK_COMPRESS_THREAD_NUM: () => l10n.t('Compression threads (Linux, block-level)'),
	MIGRATE_DST_IP: () => l10n.t('Destination address'),
	LINUX_BLOCK_CACHE_SIZE: () => l10n.t('Cache size (Linux, block-level)'),
	LINUX_CPU_LIMIT: () => l10n.t('CPU limit (Linux)'),
	LINUX_MEM_LIMIT: () => l10n.t('Memory limit (Linux)'),
	LINUX_IO_LIMIT: () => l10n.t('I/O limit (Linux)'),
	NUM_PROCESS_MIGRATE: () => l10n.t('Migration processes'),
	NUM_PROCESS_SYNC: () => l10n.t('Synchronization processes'),
	CONSISTENCY_RECHECK: () => l10n.t('Repeated consistency check'),
	CONSISTENCY_MODE: () => l10n.t('Mode of the consistency check'),
	DYNAMIC_PORT: () => l10n.t('Dynamic port'),
	EXCLUDE_MIGRATE_PATH: () => l10n.t('Folders left out of the migration'),
	SYNC_EXCLUDE_PATH: () => l10n.t('Folders left out of the synchronization'),
	ONLY_SYNC_PATH: () => l10n.t('Folders that are synchronized'),
};

/** The keys of advanced options that this version has words for. */
export const KNOWN_OPTIONS: readonly string[] = Object.keys(OPTION_WORDS);

/** Verdicts of the network measurement. The page gives no list, only their length (5–9): anything else stays as it came. */
const VERDICTS: Readonly<Record<string, readonly [words: () => string, tone: Tone]>> = {
	EXCELLENT: [() => l10n.t('Excellent'), 'good'],
	GREAT: [() => l10n.t('Great'), 'good'],
	NORMAL: [() => l10n.t('Normal'), 'neutral'],
	MEDIUM: [() => l10n.t('Medium'), 'neutral'],
	AVERAGE: [() => l10n.t('Average'), 'neutral'],
	INFERIOR: [() => l10n.t('Poor'), 'warning'],
	FAILED: [() => l10n.t('Failed'), 'bad'],
};

/** A wire word in words, whatever its case; unknown ones as they came. */
function inWords(words: Words): Show {
	return (value) => {
		const wire = text(value).trim();
		const known = lookUp(words, wire.toUpperCase());
		return known ? { value: known(), title: wire } : { value: wire };
	};
}

export const asType = inWords(TYPE_WORDS);
export const asOs = inWords(OS_NAMES);
export const asPriority = inWords(PRIORITY_WORDS);
export const asCycle = inWords(CYCLE_WORDS);
export const asCloneState = inWords(CLONE_WORDS);
export const asOption = inWords(OPTION_WORDS);

/** Where the collection of logs stands; its link is a secret, and no field of a task. */
export const asLogStatus: Show = (value, context) => {
	const words = inWords(LOG_WORDS)(value, context);
	switch (text(value).trim().toUpperCase()) {
		case 'UPLOAD_FAIL':
			return {
				...words,
				tone: 'bad',
				hint: l10n.t('does the bucket exist in the region of the migration, and may the agent write into it?'),
			};
		case 'UPLOADED':
			return { ...words, hint: l10n.t('the link to it is under More Actions') };
		default:
			return words;
	}
};

export const asServerState: Show = (value, context) => {
	const state = text(value).trim().toUpperCase();
	return {
		...inWords(SERVER_WORDS)(value, context),
		...(SERVER_TROUBLE.has(state) ? { tone: 'bad' } : {}),
		...(state === 'UNAVAILABLE' ? { hint: unavailable() } : {}),
	};
};

export const asVerdict: Show = (value) => {
	const wire = text(value).trim();
	const known = lookUp(VERDICTS, wire.toUpperCase());
	return known ? { value: known[0](), tone: known[1], title: wire } : { value: wire };
};
