/** How a server migration is shown in full. */
import { readDate } from '../../core/dates';
import type { ServicePresenter } from '../../migration/ports';
import { actionWords } from './actionWords';
import { causesOf, SMS_CAUSES } from './causes';
import { cutover } from './cutover';
import { headline } from './headline';
import { statusHelp } from './helps';
import { live } from './live';
import { logStatus } from './logCollection';
import type { SmsFields } from './schema';
import { sections } from './sections';

export const presenter: ServicePresenter<SmsFields> = {
	headline,
	statusHelp,
	sections,
	live,
	cutover,
	causes: causesOf,
	catalogue: SMS_CAUSES,
	actionWords,
	endedAt: ({ fields }) => readDate(fields.finish_date).at,
	hasCollectedLog: (task) => logStatus(task) === 'UPLOADED',
};
