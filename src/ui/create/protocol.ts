/**
 * What the panel of a new migration and its page say to each other. The password travels in `submit` alone, from page to host; nothing that the host
 * sends holds one. Pure: the page's bundle and the host's both read this file.
 */
import type { Backup, CreationKind, CreationValues } from '../../migration/creation';
import type { CreationProblem } from '../../migration/creationChecks';
import type { InstancesState } from '../../migration/instances';

export type {
	Backup,
	BackupPlace,
	CreationField,
	CreationKind,
	CreationText,
	CreationValues,
} from '../../migration/creation';
export { CREATION_TEXTS, creationBody, emptyCreation } from '../../migration/creation';
export type { CreationFacts, CreationProblem } from '../../migration/creationChecks';
export {
	BACKUP_ENDINGS,
	checkCreation,
	fieldsOf,
	instanceOf,
	isUsable,
	suggestName,
} from '../../migration/creationChecks';
export type { CacheInstance, InstancesState } from '../../migration/instances';

/** A step on the way from the request to a task that can be used. */
export interface Step {
	readonly id: 'accepted' | 'machine' | 'waiting' | 'import';
	readonly text: string;
	readonly state: 'done' | 'busy' | 'failed' | 'todo';
}

/** A creation that the service took. */
export interface Created {
	readonly state: 'created';
	readonly title: string;
	readonly steps: readonly Step[];
	/** What goes on now, or what came of it. */
	readonly text: string;
	/** Whether nothing goes on any more: the task is there, or it failed. */
	readonly over: boolean;
	/** The new task, once it is known. */
	readonly task?: { readonly id: string; readonly configurable: boolean };
	/** It failed: the step that failed, why, and what was left behind. Shown in role="alert". */
	readonly failure?: {
		readonly text: string;
		/** The service's own words; '' where there are none. */
		readonly error: string;
		readonly left: string;
	};
}

/** Where the creation stands. */
export type Progress =
	| { readonly state: 'editing' }
	/** Asking, sending, or looking for the task: the button is off. `text` says which. */
	| { readonly state: 'busy'; readonly text: string }
	/** The host refused the values; nothing was sent. */
	| { readonly state: 'invalid'; readonly problems: readonly CreationProblem[] }
	/** The service refused, or nothing was sent. The form stays as it is. Shown in role="alert". */
	| { readonly state: 'failed'; readonly text: string; readonly details: string }
	/** Sent, now or earlier, and its outcome is not known: `found` says whether a task of the name is there. Shown in role="alert". */
	| { readonly state: 'unknown'; readonly text: string; readonly found: string }
	| Created;

/** A list that is read beside the form. */
export interface Listed<T> {
	readonly rows: readonly T[];
	readonly loading: boolean;
	/** Why it could not be read; '' where it could. Ids can be entered by hand all the same. */
	readonly problem: string;
}

/** A backup as it is picked: when, how large, which format. */
export interface BackupRow extends Backup {
	readonly about: string;
}

/** All that the form needs from the host. */
export interface CreateForm {
	readonly title: string;
	/** "DCS · eu-de · production". */
	readonly subtitle: string;
	/** Method and path of the requests, for "Show request"; path '' where it is not known. */
	readonly requests: Readonly<Record<CreationKind, { readonly method: string; readonly path: string }>>;
	/** Why nothing can be created now. */
	readonly notice?: string;
	/** False: the connection is gone; the form is shown, the button is off. */
	readonly allowed: boolean;
}

/** Host → page. */
export type ToCreatePage =
	| { readonly type: 'form'; readonly form: CreateForm; readonly progress: Progress }
	| { readonly type: 'progress'; readonly progress: Progress }
	/** The instances to choose among, as far as they are known. */
	| { readonly type: 'instances'; readonly instances: InstancesState }
	/** `of`: the instance whose backups these are. */
	| { readonly type: 'backups'; readonly of: string; readonly backups: Listed<BackupRow> };

/** Page → host. The host validates each with a schema. */
export type FromCreatePage =
	| { readonly type: 'ready' }
	| { readonly type: 'submit'; readonly values: CreationValues }
	/** Reads the instances anew. */
	| { readonly type: 'instances' }
	| { readonly type: 'listBackups'; readonly of: string }
	/** Looks again whether the task is there, where that is in doubt. */
	| { readonly type: 'lookAgain' }
	/** Leaves the one that is shown to itself and begins another. */
	| { readonly type: 'another' }
	| { readonly type: 'openTask' }
	| { readonly type: 'configureTask' }
	| { readonly type: 'deleteTask' };
