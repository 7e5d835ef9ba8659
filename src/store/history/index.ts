/** What is kept of tasks on disk. */
export type { HistoryFiles, HistoryLimits, HistoryOptions } from './historyFiles';
export { mergeRecords, recordsOf } from './mergeRecords';
export { openHistory } from './openHistory';
