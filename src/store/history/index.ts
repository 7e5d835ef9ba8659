/** What is kept of tasks on disk. */
export { HistoryFiles, type HistoryLimits, type HistoryOptions } from './historyFiles';
export { mergeRecords, recordsOf } from './mergeRecords';
