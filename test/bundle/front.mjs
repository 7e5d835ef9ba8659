/** A server before the sandbox, which compresses what the sandbox answers, and can send elsewhere or keep silent instead. */
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

export async function openFront(target) {
	const front = { requests: [], mode: 'pass', url: '', silent: [], close: () => {} };
	const server = http.createServer(async (request, response) => {
		const { method = '', url = '', headers } = request;
		const body = await text(request);
		front.requests.push({ method, url, headers, body });
		if (front.mode === 'redirect') {
			response.writeHead(302, { Location: `${front.url}/elsewhere` }).end();
		} else if (front.mode === 'silence') {
			front.silent.push(once(response, 'close'));
		} else {
			const onward = http.request(`${target}${url}`, { method, headers }, async (answer) => {
				const zipped = gzipSync(await text(answer));
				const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = answer.headers;
				response.writeHead(answer.statusCode ?? 500, { ...rest, 'content-encoding': 'gzip' }).end(zipped);
			});
			onward.end(body);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	front.url = `http://127.0.0.1:${server.address().port}`;
	front.close = () => {
		server.closeAllConnections();
		server.close();
	};
	return front;
}
