/**
 * Choosing an instance: a field that takes an id, and a list below it that typing narrows down (the combobox of the ARIA patterns). What is chosen is
 * written into the field as if it had been typed.
 */
import * as l10n from '@vscode/l10n';
import type { InputHTMLAttributes, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type CacheInstance, type InstancesState, isRunning } from '../../migration/instances';
import { instanceFacts, instanceName, type WriteNumber } from '../../migration/instanceWords';
import { Icon, ToneIcon } from './icon';

/** Rows that are drawn at once; of more it is said how many they are. */
const SHOWN = 50;

interface Options {
	/** Of the input; names the parts of the list. */
	readonly id: string;
	/** What the input holds. */
	readonly value: string;
	readonly instances: InstancesState;
	readonly number: WriteNumber;
	/** The list opened or closed. */
	readonly onOpen?: (open: boolean) => void;
	/** Reads the instances again. */
	readonly reload: () => void;
}

export interface InstancePicker {
	/** Goes onto the input. */
	readonly inputProps: InputHTMLAttributes<HTMLInputElement>;
	/** Stands at the end of the input, and below it. */
	readonly button: VNode;
	readonly list: VNode | null;
	/** Stands under the field: what is chosen, or why nothing can be. */
	readonly below: VNode | null;
}

/** All that makes an input a field to choose an instance with. */
export function useInstancePicker({ id, value, instances, number, onOpen, reload }: Options): InstancePicker {
	const [open, setOpen] = useState(false);
	// The row that Enter takes, once a key has moved it; before that what is chosen, else the first.
	const [active, setActive] = useState<number>();
	const input = useRef<HTMLInputElement>(null);
	const rows = instances.state === 'ready' ? instances.rows : [];
	const chosen = rows.find((row) => row.id === value.trim());
	const found = chosen ? rows : matching(rows, value);
	const first = found.slice(0, SHOWN);
	const shown = chosen && !first.includes(chosen) ? [chosen, ...first.slice(0, -1)] : first;
	const at = Math.min(active ?? (chosen ? shown.indexOf(chosen) : 0), shown.length - 1);
	const listId = `${id}-list`;

	const show = (next: boolean): void => {
		setOpen(next);
		onOpen?.(next);
		if (next && !open) {
			setActive(undefined);
		}
	};
	const choose = ({ id: picked }: CacheInstance): void => {
		const { current } = input;
		if (current) {
			current.value = picked;
			current.dispatchEvent(new Event('input', { bubbles: true }));
			current.dispatchEvent(new Event('change', { bubbles: true }));
			current.focus();
		}
		show(false);
	};
	useLayoutEffect(() => {
		if (open) {
			document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' });
		}
	}, [open, at, listId]);

	return {
		inputProps: {
			ref: input,
			role: 'combobox',
			'aria-autocomplete': 'list',
			'aria-expanded': open,
			'aria-controls': listId,
			...(open && at >= 0 ? { 'aria-activedescendant': `${listId}-${at}` } : {}),
			onClick: () => show(true),
			onInput: (event) => {
				// What was chosen from the list is an event as well, and closes it.
				if (event.isTrusted) {
					show(true);
					setActive(undefined);
				}
			},
			onBlur: () => show(false),
			onKeyDown: (event) => {
				// These keys are then for the words that an input method offers.
				if (event.isComposing) {
					return;
				}
				const { key } = event;
				const row = shown[at];
				if (key === 'ArrowDown' || key === 'ArrowUp') {
					event.preventDefault();
					if (!open) {
						show(true);
					} else if (shown.length > 0) {
						setActive((at + (key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length);
					}
				} else if (open && key === 'Enter' && !event.ctrlKey && !event.metaKey && row) {
					event.preventDefault();
					choose(row);
				} else if (open && key === 'Escape') {
					event.preventDefault();
					event.stopPropagation();
					show(false);
				}
			},
		},
		button: (
			<button
				type="button"
				class="reveal"
				tabindex={-1}
				aria-label={l10n.t('Show the instances')}
				title={l10n.t('Show the instances')}
				// The focus stays in the field, which closes the list when it loses it.
				onMouseDown={(event) => event.preventDefault()}
				onClick={() => {
					input.current?.focus();
					show(!open);
				}}
			>
				<Icon name="chevron" />
			</button>
		),
		list: open ? (
			<InstanceList
				id={listId}
				instances={instances}
				rows={shown}
				more={found.length - shown.length}
				active={at}
				number={number}
				choose={choose}
			/>
		) : null,
		below:
			instances.state === 'failed' ? (
				<div class="problem problem-warning" role="status">
					<ToneIcon tone="warning" />
					<span>{instances.text}</span>
					<button type="button" data-action="instances" onClick={reload}>
						{l10n.t('Read Again')}
					</button>
				</div>
			) : chosen ? (
				<p class="chosen" data-instance={chosen.id}>
					<strong>{instanceName(chosen)}</strong>
					<InstanceStatus instance={chosen} />
					<span class="dim">{instanceFacts(chosen, number).join(' · ')}</span>
				</p>
			) : null,
	};
}

interface ListProps {
	readonly id: string;
	readonly instances: InstancesState;
	readonly rows: readonly CacheInstance[];
	/** How many more match. */
	readonly more: number;
	readonly active: number;
	readonly number: WriteNumber;
	readonly choose: (instance: CacheInstance) => void;
}

function InstanceList({ id, instances, rows, more, active, number, choose }: ListProps) {
	const note = noteOf(instances, rows.length, more, number);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is, in the field.
		<div class="instances" onMouseDown={(event) => event.preventDefault()}>
			<div role="listbox" id={id} aria-label={l10n.t('DCS instances')}>
				{rows.map((row, index) => (
					// biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active row.
					// biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys.
					<div
						key={row.id}
						role="option"
						id={`${id}-${index}`}
						class="instance"
						data-instance={row.id}
						aria-selected={index === active}
						onClick={() => choose(row)}
					>
						<strong>{instanceName(row)}</strong>
						<InstanceStatus instance={row} />
						<span class="dim">{instanceFacts(row, number).join(' · ')}</span>
					</div>
				))}
			</div>
			{note === '' ? null : (
				<p class="note dim" role="status">
					{note}
				</p>
			)}
		</div>
	);
}

/** Why there is nothing, or not all, in the list; '' where all is said. */
function noteOf(instances: InstancesState, shown: number, more: number, number: WriteNumber): string {
	switch (instances.state) {
		case 'loading':
			return l10n.t('Reading the instances…');
		case 'failed':
			return instances.text;
		case 'none':
			return l10n.t('This service has no instances to choose among.');
		case 'ready':
			if (more > 0) {
				return l10n.t('{0} more: type to narrow them down.', number(more));
			}
			if (shown > 0) {
				return instances.complete ? '' : l10n.t('Some instances may be missing.');
			}
			return instances.rows.length === 0
				? l10n.t('There is no DCS instance in this project.')
				: l10n.t('No instance matches. What you typed counts as an ID.');
	}
}

function InstanceStatus({ instance }: { readonly instance: CacheInstance }) {
	const { status } = instance;
	return status === '' ? null : <span class={`status${isRunning(instance) ? '' : ' off'}`}>{status}</span>;
}

/** The instances that have each of the words in their name, id, address, version, kind or VPC. */
function matching(rows: readonly CacheInstance[], typed: string): readonly CacheInstance[] {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return words.length === 0
		? rows
		: rows.filter((row) => {
				const text = [row.id, instanceName(row), row.status, ...instanceFacts(row, String)].join(' ').toLowerCase();
				return words.every((word) => text.includes(word));
			});
}
