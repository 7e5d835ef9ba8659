/** A task that follows its source's changes: what the samples support, in words. "In step" is said only where every piece of evidence is for it. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../../migration/format';
import { against, type Reason } from '../../migration/insight/evidence';
import type { OffsetReading } from '../../migration/insight/offset';
import type { Headline } from '../../migration/viewModel';

/**
 * Whether a piece speaks against being in step by itself, so that it is the news. What the service does not say speaks against nothing; missing keys
 * are the rule until the offset is down.
 */
function isContrary({ id, values }: Reason, drained: boolean): boolean {
	switch (id) {
		case 'noError':
		case 'instances':
			return true;
		case 'fullSync':
			return values.progress != null && values.progress !== 100;
		case 'keysSteady':
			return values.to != null;
		case 'keys':
			return drained && values.missing != null;
		default:
			return false;
	}
}

/** The sentence on top of a task that follows changes. */
export function following(offset: OffsetReading, reasons: readonly Reason[], format: Format): Headline {
	const open = against(reasons);
	const drained = offset.course === 'zero' || offset.course === 'returning';
	if (open.length === 0) {
		return inStep(offset, format);
	}
	const main = open.find((reason) => isContrary(reason, drained));
	const said = main && wordsOf(main, format);
	// What the sentence on the offset says already is not said again below it.
	const others = open.filter((reason) => reason !== main && (said !== undefined || reason.id !== 'offset'));
	const hint = [
		offset.course === 'rising' ? remedy() : undefined,
		offset.course === 'flat'
			? l10n.t('The service names no unit for it, so nobody can say whether that is little.')
			: undefined,
		others.length === 0
			? undefined
			: l10n.t(
					'Not certain to be in step: {0}.',
					[...new Set(others.map((reason) => wordsOf(reason, format)))].join('; '),
				),
	].filter((part) => part !== undefined);
	return {
		news: main?.id ?? offset.course,
		text:
			said === undefined
				? offsetText(offset, format)
				: l10n.t('This cannot be called in step with the source: {0}.', said),
		...(hint.length === 0 ? {} : { hint: hint.join(' ') }),
		tone: said !== undefined || offset.course === 'rising' ? 'warning' : 'busy',
	};
}

function inStep({ course, highest, span }: OffsetReading, format: Format): Headline {
	return {
		news: 'inStep',
		text:
			course === 'zero'
				? l10n.t('In step with the source: nothing left to copy for the last {0}.', format.duration(span))
				: l10n.t(
						'In step with the source: the offset came back to 0 again and again in the last {0}, and was at most {1}.',
						format.duration(span),
						format.amount(highest),
					),
		hint: l10n.t(
			'Before you switch clients: stop the writers, then wait until the offset stays at 0 and the keys stop changing.',
		),
		tone: 'good',
	};
}

function offsetText(
	{ course, from: first, to: last, now, lowest, highest, span }: OffsetReading,
	format: Format,
): string {
	const time = format.duration(span);
	const [from, to] = amounts(first, last, format);
	switch (course) {
		case 'none':
			return l10n.t('Following changes. The service gives no offset.');
		case 'early':
			return l10n.t('Following changes, offset {0}. A few more samples will tell where it goes.', format.amount(now));
		case 'rising':
			return l10n.t('Falling behind: the offset rose from {0} to {1} in the last {2}.', from, to, time);
		case 'falling':
			return l10n.t('Catching up: the offset fell from {0} to {1} in the last {2}.', from, to, time);
		case 'zero':
			return l10n.t('Following changes: the offset was 0 for the last {0}.', time);
		case 'returning':
			return l10n.t(
				'Following changes: the offset came back to 0 in the last {0}, and was at most {1}.',
				time,
				format.amount(highest),
			);
		case 'flat':
			return lowest === highest
				? l10n.t(
						'Following changes: the offset was {0} for the last {1}, neither falling nor rising.',
						format.amount(now),
						time,
					)
				: l10n.t(
						'Following changes: the offset lay between {0} and {1} for the last {2}, with no clear trend.',
						...amounts(lowest, highest, format),
						time,
					);
	}
}

/** Two numbers as short as they can be told apart. */
function amounts(one: number, other: number, format: Format): [string, string] {
	const words: [string, string] = [format.amount(one), format.amount(other)];
	return words[0] === words[1] ? [format.integer(one), format.integer(other)] : words;
}

function remedy(): string {
	return l10n.t(
		'The source is written to faster than the copy runs. Fewer writes, a quieter hour, or a higher bandwidth limit where one is set may help.',
	);
}

/** What a piece of evidence says against being in step, to stand within a sentence. */
export function wordsOf({ id, values }: Reason, format: Format): string {
	const number = (name: string): string => (values[name] == null ? '–' : format.integer(values[name]));
	switch (id) {
		case 'following':
			return l10n.t('the status does not say that changes are followed');
		case 'migrating':
			return l10n.t('the service does not say that it is migrating');
		case 'noError':
			return l10n.t('the task carries an error');
		case 'instances':
			return l10n.t('an instance at one end is not running');
		case 'fullSync':
			return values.progress == null
				? l10n.t('the service gives no progress of the full sync')
				: values.progress === 100
					? l10n.t('the full sync was not at 100 % a moment ago')
					: l10n.t('the full sync stands at {0} %', format.number(values.progress));
		case 'noRestart':
			return l10n.t(
				'the full sync fell back from {0} % to {1} % at {2}',
				number('from'),
				number('to'),
				format.time(values.at ?? Number.NaN),
			);
		case 'keysSteady':
			return values.to == null
				? l10n.t('the keys of both ends were not given')
				: l10n.t(
						'the target lacks more and more keys: it went from {0} to {1} keys',
						number('targetBefore'),
						number('targetNow'),
					);
		case 'keys':
			return values.missing == null
				? l10n.t('the keys of both ends were not given')
				: l10n.t('the target has {0} of {1} keys fewer', number('missing'), number('source'));
		case 'offset':
			return l10n.t('the offset is {0}', number('now'));
		case 'sampled':
			return l10n.t(
				'it was watched for {0} of {1}',
				format.duration(values.span ?? 0),
				format.duration(values.needed ?? 0),
			);
		case 'fresh':
			return values.age == null
				? l10n.t('there are no numbers')
				: l10n.t('the last numbers are {0} old', format.duration(values.age));
	}
}
