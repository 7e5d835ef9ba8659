/** In the place of `formdata-polyfill`: no request here has a form. (Node.js has one of its own, but naming it loads its whole fetch.) */
export class FormData {
	constructor() {
		throw new Error('Form data is not part of this bundle.');
	}
}

export function formDataToBlob() {
	throw new Error('Form data is not part of this bundle.');
}
