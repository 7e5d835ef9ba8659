/**
 * What the configuration panel and its page say to each other. Passwords travel in `submit` alone, from page to host; nothing that
 * the host sends holds one. Pure: the page's bundle and the host's both read this file.
 */
import type { ConfigureValues, FieldProblem, Side } from '../../migration/configuration';
import type { TaskAtWork } from '../../migration/instanceChecks';
import type { InstancesState } from '../../migration/instances';

export { CHECKLIST_IDS, type ChecklistItem, checklist } from '../../migration/checklist';
export type { ConfigureValues, Endpoint, EndpointKind, FieldName, FieldProblem } from '../../migration/configuration';
export {
	BANDWIDTH_MB,
	checkValues,
	emptyValues,
	knownIds,
	requestBody,
	summarize,
} from '../../migration/configuration';
export { checkInstances, type Surroundings } from '../../migration/instanceChecks';

/** Where the submission stands. */
export type Progress =
	| { readonly state: 'editing' }
	/** Asking, sending, or reading the task again: the button is off. `text` says which. */
	| { readonly state: 'busy'; readonly text: string }
	/** The host refused the values; nothing was sent. */
	| { readonly state: 'invalid'; readonly problems: readonly FieldProblem[] }
	/** The service refused, or took it and names an `error`; or nothing was sent. The form stays as it is. Shown in role="alert". */
	| { readonly state: 'failed'; readonly text: string; readonly details: string; readonly error?: string }
	/** Sent, now or earlier, and its outcome is not known: what the task says now, '' before it was read. Shown in role="alert". */
	| { readonly state: 'unknown'; readonly text: string; readonly task: string }
	/** The service's answer. */
	| {
			readonly state: 'done';
			readonly text: string;
			readonly answer: {
				readonly id: string;
				readonly name: string;
				readonly status: string;
				readonly statusWords: string;
			};
	  };

/** What stands in the form and not in the task, passwords left out. */
export interface FormDraft {
	readonly values?: ConfigureValues | undefined;
	/** The ends at which a password was typed. */
	readonly passwords?: readonly Side[] | undefined;
}

/** All that the form needs from the host. */
export interface FormSetup {
	readonly title: string;
	/** "DCS · eu-de · production · waiting for configuration". */
	readonly subtitle: string;
	/** Prefilled from the task's details; passwords always ''. */
	readonly values: ConfigureValues;
	/** What was entered before the form was closed. */
	readonly draft?: FormDraft;
	/** e.g. the task is already running, or the details could not be read. */
	readonly notice?: { readonly text: string; readonly tone: 'warning' | 'bad' };
	/** Method and path of the request that will be sent, for "Show request". */
	readonly request: { readonly method: string; readonly path: string };
	/** The migration machine's address, to be allowed at both ends; '' where unknown. */
	readonly migrationIp: string;
	/** The VPC of that machine; '' where unknown. */
	readonly vpcId: string;
	/** Other migrations that write, and where to. */
	readonly atWork: readonly TaskAtWork[];
	/** Ids of what is ticked in the checklist. */
	readonly ticked: readonly string[];
	/** False: the task cannot be configured now (deleted, unknown); the form is shown, the button is off. */
	readonly allowed: boolean;
}

/** Host → page. */
export type ToConfigurePage =
	| { readonly type: 'form'; readonly form: FormSetup; readonly progress: Progress }
	| { readonly type: 'progress'; readonly progress: Progress }
	/** The instances to choose among, as far as they are known. */
	| { readonly type: 'instances'; readonly instances: InstancesState };

/** Page → host. The host validates each with a schema. */
export type FromConfigurePage =
	| { readonly type: 'ready' }
	| { readonly type: 'submit'; readonly values: ConfigureValues }
	| { readonly type: 'openTask' }
	| { readonly type: 'reload' }
	/** Reads the instances again. */
	| { readonly type: 'instances' }
	/** An instance was chosen: reads what only its details say. */
	| { readonly type: 'instance'; readonly id: string }
	/** Puts a value of the checklist into the clipboard. */
	| { readonly type: 'copy'; readonly text: string }
	/** What was entered, to be there again when the form is closed and opened. */
	| { readonly type: 'draft'; readonly draft: FormDraft }
	/** A row of the checklist was ticked, or that was taken back. */
	| { readonly type: 'tick'; readonly id: string; readonly ticked: boolean };
