/** The far end of the toy service, on loopback. */
import { json, serve, type TestServer } from './unit/cloud/server';

/** Moves as the list has them; the details add more. */
export const MOVES = [
	{ move_id: 'm1', title: 'teddy bears', phase: 'ROLLING', from_shelf: 'attic', to_shelf: 'bedroom', created: 4_000 },
	{ move_id: 'm2', title: 'marbles', phase: 'ROLLING', from_shelf: 'cellar', to_shelf: 'attic', created: 3_000 },
	{ move_id: 'm3', title: 'kites', phase: 'DROPPED', from_shelf: 'roof', to_shelf: 'lawn', fault: 'no wind' },
	{ move_id: 'm4', title: 'trains', phase: 'DERAILED', from_shelf: 'floor', to_shelf: 'box', created: 1_000 },
] as const;

/** What is known of the first move beyond its row. */
export const DETAILS = { moved: 7, total: 9, helpers: ['Ann', 'Bob'], ribbon: 'red' };

/** Answers as the service would, whoever asks. */
export function serveToys(): Promise<TestServer> {
	return serve((request, response, nth) => {
		const { pathname } = new URL(request.url, 'http://toys');
		const [, id = '', action] = /^\/v1\/moves(?:\/(\w+)(?:\/(\w+))?)?$/.exec(pathname) ?? [];
		const move = MOVES.find(({ move_id }) => move_id === id);
		const reply =
			pathname === '/v1/moves'
				? json(200, { count: MOVES.length, moves: MOVES })
				: move === undefined
					? json(400, { error_code: 'TOY.0404', error_msg: 'no such move' })
					: action === undefined
						? json(200, { ...move, ...DETAILS })
						: move.phase === 'ROLLING'
							? json(200, { move_id: id, phase: 'ROLLING' })
							: json(400, { error_code: 'TOY.0007', error_msg: 'it does not roll' });
		reply(request, response, nth);
	});
}
