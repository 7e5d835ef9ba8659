/** Where it is kept which creations are followed until their tasks are there: a reload goes on with them, if there are any. */
export const CREATING = 'migrationTasks.creating';
