/** Where it is kept which tasks are followed until they are as somebody asked for: a reload goes on with them, if there are any. */
export const FOLLOWED = 'migrationTasks.followed';
