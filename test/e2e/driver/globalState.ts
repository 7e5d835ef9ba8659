/** Runs in the window: a browser-hosted VS Code keeps the state of extensions in IndexedDB. */
export async function readGlobalState(extensionId: string): Promise<string | undefined> {
	const done = <T>(request: IDBRequest<T>): Promise<T> =>
		new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const database = await done(indexedDB.open('vscode-web-state-db-global'));
	try {
		const [store = ''] = [...database.objectStoreNames];
		const value: unknown = await done(database.transaction(store).objectStore(store).get(extensionId));
		return typeof value === 'string' ? value : undefined;
	} finally {
		database.close();
	}
}
