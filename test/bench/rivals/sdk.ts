/** What one would write with the cloud's official SDK: page after page, as large as they can be. */
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient';
import type { Prepare } from '../rival';
import type { Row } from '../rows';
import { KEYS, PROJECT } from '../subject';

const LIMIT = 1000;

interface Answer {
	readonly count: number;
	readonly migration_tasks: readonly Row[];
	readonly httpStatusCode: number;
}

export const sdk: Prepare = async ({ endpoint, tasks }) => {
	const credential = new BasicCredentials().withAk(KEYS.accessKey).withSk(KEYS.secretKey).withProjectId(PROJECT);
	// What the SDK's ClientBuilder builds; that itself wants a package that it does not declare.
	const client = new HcClient(new DefaultHttpClient({ disableSslVerification: true }, [endpoint]))
		.withEndpoints([endpoint])
		.withCredential(credential);
	return async () => {
		const began = performance.now();
		const rows: Row[] = [];
		for (let offset = 0; rows.length < tasks; offset += LIMIT) {
			rows.push(...(await ask(client, offset)).migration_tasks);
		}
		const ms = performance.now() - began;
		if (rows.length !== tasks) {
			throw new Error(`The SDK read ${rows.length} tasks.`);
		}
		return { ms };
	};
};

/** The request that the SDK's generated client makes for "Listing Migration Tasks". */
function ask(client: HcClient, offset: number): Promise<Answer> {
	return client.sendRequest<Answer>({
		method: 'GET',
		url: '/v2/{project_id}/migration-tasks',
		contentType: 'application/json',
		queryParams: { offset, limit: LIMIT },
		pathParams: { project_id: PROJECT },
		headers: {},
	});
}
