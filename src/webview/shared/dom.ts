/**
 * A very small virtual DOM. The pages describe what they show with {@link h}, and {@link createRoot} brings the document in line with as few
 * changes as there are: a node that says the same as before is not touched, so that focus, selection, scroll position and open disclosures
 * outlive a snapshot. Text goes in as text alone; nothing here reads HTML.
 */

/** Handlers get the event as it comes; narrow it with `instanceof` where more is needed. */
export type Handler = (event: Event) => void;

export interface Props {
	/** Tells siblings apart across renders. Without one, the nth child of a tag stays the nth child of that tag. */
	readonly key?: string;
	/** The children belong to someone else (a chart, a ticking text): they are set once and then left alone. */
	readonly opaque?: boolean;
	/** CSS properties, set through the CSSOM, which the page's policy allows. */
	readonly style?: Readonly<Record<string, string>>;
	readonly [attribute: string]: string | number | boolean | undefined | Handler | Readonly<Record<string, string>>;
}

export type Child = VNode | string | number | false | null | undefined | readonly Child[];

export interface VNode {
	readonly tag: string;
	readonly props: Props;
	readonly children: readonly (VNode | string)[];
}

interface Mounted {
	vnode: VNode | string;
	readonly node: Node;
	children: Map<string, Mounted>;
}

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'line']);
/** Names in {@link Props} that are not attributes. */
const NOT_ATTRIBUTES = new Set(['key', 'opaque', 'style']);

/** Describes an element. Falsy children are left out; texts that stand side by side become one. */
export function h(tag: string, props: Props = {}, ...children: Child[]): VNode {
	return { tag, props, children: flatten(children) };
}

/** Takes `element` over and returns the function that draws children into it. */
export function createRoot(element: Element): (...children: Child[]) => void {
	const root: Mounted = { vnode: h('root'), node: element, children: new Map() };
	return (...children) => updateChildren(root, flatten(children));
}

function flatten(children: readonly Child[], into: (VNode | string)[] = []): (VNode | string)[] {
	for (const child of children) {
		if (typeof child === 'string' || typeof child === 'number') {
			const last = into[into.length - 1];
			if (typeof last === 'string') {
				into[into.length - 1] = last + child;
			} else if (child !== '') {
				into.push(String(child));
			}
		} else if (isList(child)) {
			flatten(child, into);
		} else if (child) {
			into.push(child);
		}
	}
	return into;
}

function isList(child: Child): child is readonly Child[] {
	return Array.isArray(child);
}

function mount(vnode: VNode | string): Mounted {
	if (typeof vnode === 'string') {
		return { vnode, node: document.createTextNode(vnode), children: new Map() };
	}
	const node = SVG_TAGS.has(vnode.tag) ? document.createElementNS(SVG, vnode.tag) : document.createElement(vnode.tag);
	const mounted: Mounted = { vnode, node, children: new Map() };
	updateProps(node, {}, vnode.props);
	updateChildren(mounted, vnode.children);
	return mounted;
}

function update(mounted: Mounted, next: VNode | string): void {
	const { vnode: before, node } = mounted;
	mounted.vnode = next;
	if (typeof next === 'string' || typeof before === 'string') {
		if (next !== before) {
			node.nodeValue = String(next);
		}
		return;
	}
	updateProps(node as HTMLElement | SVGElement, before.props, next.props);
	if (!next.props.opaque) {
		updateChildren(mounted, next.children);
	}
}

function updateChildren(parent: Mounted, next: readonly (VNode | string)[]): void {
	const old = parent.children;
	const current = new Map<string, Mounted>();
	const counts = new Map<string, number>();
	for (const vnode of next) {
		const key = keyOf(vnode, counts);
		const known = old.get(key);
		if (known) {
			old.delete(key);
			update(known, vnode);
		}
		current.set(key, known ?? mount(vnode));
	}
	for (const { node } of old.values()) {
		node.parentNode?.removeChild(node);
	}
	let at = parent.node.firstChild;
	for (const { node } of current.values()) {
		if (node === at) {
			at = at.nextSibling;
		} else {
			parent.node.insertBefore(node, at);
		}
	}
	parent.children = current;
}

/** Tag and key, or tag and place. Counted, so that a service that names two things alike does not mix them up. */
function keyOf(vnode: VNode | string, counts: Map<string, number>): string {
	const name = typeof vnode === 'string' ? '#text' : `${vnode.tag}#${vnode.props.key ?? ''}`;
	const count = counts.get(name) ?? 0;
	counts.set(name, count + 1);
	return `${name}#${count}`;
}

function updateProps(node: HTMLElement | SVGElement, before: Props, next: Props): void {
	for (const name of Object.keys(before)) {
		if (!(name in next)) {
			setProp(node, name, undefined);
		}
	}
	for (const [name, value] of Object.entries(next)) {
		if (typeof value === 'function' || value !== before[name]) {
			setProp(node, name, value);
		}
	}
	updateStyle(node, before.style ?? {}, next.style ?? {});
}

function setProp(node: HTMLElement | SVGElement, name: string, value: Props[string]): void {
	if (name.startsWith('on')) {
		Object.assign(node, { [name]: value ?? null });
	} else if (!NOT_ATTRIBUTES.has(name)) {
		if (value === undefined || value === false) {
			node.removeAttribute(name);
		} else {
			node.setAttribute(name, value === true ? '' : String(value));
		}
	}
}

function updateStyle(
	node: HTMLElement | SVGElement,
	before: Readonly<Record<string, string>>,
	next: Readonly<Record<string, string>>,
): void {
	for (const name of Object.keys(before)) {
		if (!(name in next)) {
			node.style.removeProperty(name);
		}
	}
	for (const [name, value] of Object.entries(next)) {
		if (before[name] !== value) {
			node.style.setProperty(name, value);
		}
	}
}
