/** From the bytes of an answer to what it says, or to the error that it is. */
import { webcrypto } from 'node:crypto';
import { isRecord, parseJson } from '../core/values';
import { CloudError, type CloudErrorReason } from './errors';
import { errorFromAnswer, requestIdOf } from './parseError';
import type { RawAnswer } from './rawAnswer';
import type { CloudRequest, CloudResponse } from './request';
import type { Mask } from './secretValues';
import { isHtml, serviceErrorOf } from './serviceError';

/** An answer whose text is made when somebody reads it. */
export interface Answer extends RawAnswer {
	readonly bytes: Buffer;
	readonly mask: Mask;
}

export function textOf(bytes: Buffer): string {
	const marked = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	return bytes.toString('utf8', marked ? 3 : 0);
}

/** SHA-256, base64. Worked out beside the thread that the editor waits for. */
export async function digestOf(bytes: Buffer): Promise<string> {
	return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('base64');
}

/** Reads an answer. `known`: the caller has what these bytes say, so they are not parsed. Throws `CloudError`. */
export function readAnswer(
	request: CloudRequest,
	answer: Answer,
	digest: string | undefined,
	known: boolean,
): CloudResponse {
	const { status, header } = answer;
	if (status < 200 || status > 299) {
		throw errorFromAnswer(request, answer);
	}
	const requestId = requestIdOf(answer);
	if (status === 204) {
		return { status, json: undefined, header, requestId };
	}
	const digested = digest === undefined ? {} : { digest };
	if (known) {
		return { status, json: undefined, header, requestId, ...digested };
	}
	const { text } = answer;
	if (text.trim() === '') {
		throw unreadable(request, status, 'empty', requestId);
	}
	let json: unknown;
	try {
		json = parseJson(text);
	} catch {
		throw unreadable(request, status, isHtml(text) ? 'html' : 'notJson', requestId);
	}
	if (request.repeatable && isError(json)) {
		throw errorFromAnswer(request, answer, serviceErrorOf(json));
	}
	return { status, json: answer.mask.data(json, text), header, requestId, ...digested };
}

/** An error that came as a success: code and message as in every error, where fields of a task or a list should be. */
function isError(json: unknown): boolean {
	return (
		isRecord(json) &&
		typeof json.error_code === 'string' &&
		json.error_code.trim() !== '' &&
		typeof json.error_msg === 'string' &&
		!('id' in json || 'task_id' in json || 'count' in json)
	);
}

/** The service was asked and may have done what it was asked; its answer does not say. */
export function unreadable(
	request: CloudRequest,
	status: number,
	reason: CloudErrorReason,
	requestId?: string,
): CloudError {
	return new CloudError({
		kind: 'unreadable',
		reason,
		operation: request.operation,
		status,
		requestId,
		host: request.url.host,
		sent: true,
	});
}
