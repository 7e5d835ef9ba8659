/** One polite live region a page, for what happened without moving the focus: "Copied". */
export function createAnnouncer(): (text: string) => void {
	const region = document.createElement('div');
	region.className = 'visually-hidden';
	region.setAttribute('role', 'status');
	region.dataset.announcer = '';
	document.body.append(region);
	let odd = false;
	return (text) => {
		// The same words twice must be heard twice: a trailing no-break space makes them a change.
		odd = !odd;
		region.textContent = odd ? text : `${text}\u00a0`;
	};
}
