/**
 * What can be done to a server migration: nothing yet.
 *
 * An action is one row, as its API page describes the request:
 * `{ id: 'stop', name: 'UpdateTaskStatus', method: 'POST', path: '/v3/tasks/{task_id}/action', body: () => ({ operation: 'stop' }), repeatable: false }`.
 * The states in which it is legal name its id under `actions` in statuses.ts; the client sends it as it stands here.
 */
import type { ServiceAction } from '../../migration/ports';

export const actions: readonly ServiceAction<never>[] = [];
