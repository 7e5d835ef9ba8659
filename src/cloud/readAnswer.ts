/** From the bytes of an answer to what it says, or to the error that it is. */
import { webcrypto } from 'node:crypto';
import { parseInPieces, TooLarge } from '../core/jsonPieces';
import { nextTurn } from '../core/turns';
import { isRecord, parseJson } from '../core/values';
import { CloudError, type CloudErrorReason } from './errors';
import { errorFromAnswer, requestIdOf } from './parseError';
import type { RawAnswer } from './rawAnswer';
import { TEXT_LENGTH } from './redact';
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
	throwIfFailed(request, answer);
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
		if (request.anyAnswer) {
			return { status, json: undefined, header, requestId };
		}
		throw unreadable(request, status, 'empty', requestId);
	}
	let json: unknown;
	try {
		json = parseJson(text);
	} catch {
		if (request.anyAnswer && !isHtml(text)) {
			return { status, json: undefined, header, requestId };
		}
		throw unreadable(request, status, isHtml(text) ? 'html' : 'notJson', requestId);
	}
	if (request.repeatable && isError(json)) {
		throw errorFromAnswer(request, answer, serviceErrorOf(json));
	}
	return { status, json: answer.mask.data(json, text), header, requestId, ...digested };
}

/** An answer this long is read in pieces. A full page of either service is shorter. */
export const LONG_BYTES = 1536 * 1024;
const KB = 1024;
/**
 * What is read of a long answer. Pieces take a few ms each. A task of 3 MB is hundreds of times what the services send; longer ones count as unreadable.
 * A text is cut behind where it is cut anyway, so that a secret is masked whole before.
 */
const LIMITS = { piece: 256 * KB, value: 3.25 * 1024 * KB, text: TEXT_LENGTH + 16 * KB, items: 10_001 };

/** Reads an answer of any length, and lets others have their turn in between. Lists longer than any page are cut. Throws `CloudError`. */
export async function readLongAnswer(
	request: CloudRequest,
	answer: Answer,
	digest: string | undefined,
): Promise<CloudResponse> {
	const { status, header, bytes, mask } = answer;
	throwIfFailed(request, answer);
	const requestId = requestIdOf(answer);
	let json: unknown;
	try {
		json = await parseInPieces(bytes, LIMITS, { take: (value, source) => mask.data(value, source), pause: nextTurn });
	} catch (error) {
		const reason = isHtml(textOf(bytes.subarray(0, KB))) ? 'html' : 'notJson';
		throw unreadable(request, status, error instanceof TooLarge ? 'tooLarge' : reason, requestId);
	}
	if (request.repeatable && isError(json)) {
		throw errorFromAnswer(request, answer, serviceErrorOf(json));
	}
	return { status, json, header, requestId, ...(digest === undefined ? {} : { digest }) };
}

function throwIfFailed(request: CloudRequest, answer: Answer): void {
	if (answer.status < 200 || answer.status > 299) {
		throw errorFromAnswer(request, answer);
	}
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
