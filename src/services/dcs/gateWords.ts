/** The conditions of both gates in words: each with its value, whether it holds or not. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../../migration/format';
import { type GateReason, PINGS } from '../../migration/insight/gates';

/** One condition, to stand in a list. */
export function gateWords({ id, ok, values }: GateReason, format: Format): string {
	const number = (name: string): string => (values[name] == null ? '–' : format.integer(values[name]));
	const given = (name: string): boolean => values[name] != null;
	switch (id) {
		case 'following':
			return ok ? l10n.t('Changes are followed') : l10n.t('Changes are not followed yet');
		case 'migrating':
			return ok
				? l10n.t('The service says that it is migrating')
				: l10n.t('The service does not say that it is migrating');
		case 'fullSync':
			return given('progress')
				? l10n.t('Full sync at {0} %', number('progress'))
				: l10n.t('The service gives no progress of the full sync');
		case 'noRestart':
			return ok
				? l10n.t('The full sync has not begun again in the last 10 minutes')
				: l10n.t('The full sync began again {0} ago', format.duration(values.ago ?? 0));
		case 'offset':
			return given('offset')
				? ok
					? (values.offset ?? 0) > PINGS
						? // As little as is always on its way while somebody writes.
							l10n.t(
								'Next to nothing waits to be copied: the offset is {0}, watched for {1}',
								number('offset'),
								format.duration(values.span ?? 0),
							)
						: l10n.t(
								'Nothing waits to be copied: the offset is {0}, watched for {1}',
								number('offset'),
								format.duration(values.span ?? 0),
							)
					: l10n.t(
							'The offset is {0} and has not come to rest, watched for {1}',
							number('offset'),
							format.duration(values.span ?? 0),
						)
				: l10n.t('The service gives no offset');
		case 'keys':
			return given('missing')
				? (values.missing ?? 0) > 0
					? l10n.t('The target has {0} of {1} keys fewer than the source', number('missing'), number('source'))
					: l10n.t('The target has as many keys as the source, or more')
				: l10n.t('The keys of both ends are not given');
		case 'keysSteady':
			return given('to')
				? ok
					? l10n.t('The number of missing keys does not grow')
					: l10n.t('The target lacks more and more keys: {0}, before {1}', number('to'), number('from'))
				: l10n.t('The keys of both ends are not known for long enough');
		case 'noTrouble':
			return ok ? l10n.t('No error is known') : l10n.t('The task or its log holds an error');
		case 'instances':
			return ok ? l10n.t('Both instances run') : l10n.t('An instance at one end is not running');
		case 'fresh':
			return ok
				? l10n.t('The numbers are of now')
				: values.age == null
					? l10n.t('There are no numbers')
					: l10n.t('Nothing was seen for {0} a moment ago', format.duration(values.age));
		case 'writersStopped':
			return ok
				? l10n.t('You have said that the writers are stopped')
				: l10n.t('Nobody has said that the writers are stopped');
		case 'idle':
			return given('ops')
				? ok
					? l10n.t('The target rests: {0} operations/s', number('ops'))
					: l10n.t('The target still works: {0} operations/s', number('ops'))
				: l10n.t('The operations at the target are not known for three samples');
		case 'drained':
			return given('offset')
				? ok
					? l10n.t('Drained: the offset is {0} in three samples', number('offset'))
					: l10n.t('Not drained for three samples: the offset is {0}', number('offset'))
				: l10n.t('The offset is not known for three samples since the writers stopped');
		case 'sourceSteady':
			return given('to')
				? ok
					? l10n.t('No key comes to the source: {0}', number('to'))
					: l10n.t('Somebody still writes: the source went from {0} to {1} keys', number('from'), number('to'))
				: l10n.t('The keys of the source are not known for three samples');
	}
}
