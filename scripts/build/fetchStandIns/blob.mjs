/** In the place of `fetch-blob`, and of its files: Node.js has blobs of its own. */
import { Blob } from 'node:buffer';

export { Blob, File } from 'node:buffer';
export default Blob;

function noFiles() {
	throw new Error('Blobs of files are not part of this bundle.');
}

export { noFiles as blobFrom, noFiles as blobFromSync, noFiles as fileFrom, noFiles as fileFromSync };
