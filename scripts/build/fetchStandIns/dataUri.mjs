/** In the place of `data-uri-to-buffer`: every address here is http: or https:. */
export default function dataUriToBuffer() {
	throw new Error('data: addresses are not part of this bundle.');
}
