import { type BoardFile, readBoardFiles } from '../link/board-files.ts';
import { SECURITY_HEADERS } from '../link/web-server.ts';
import { boardPath } from './board-address.ts';

const plain = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });

/**
 * The board over the window's own scheme, under the very policy it has over HTTP. The files are read once,
 * or again while the board is not built; an address is looked up, so none leads out of them.
 */
export function boardAnswers(directory: string): (request: Pick<Request, 'method' | 'url'>) => Response {
  let files: ReadonlyMap<string, BoardFile> = new Map();
  return ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD.');
    if (files.size === 0) files = readBoardFiles(directory);
    const path = boardPath(url);
    const file = path === null ? undefined : files.get(path);
    if (file === undefined) {
      return path === '/' && files.size === 0
        ? plain(503, 'The board has not been built: npm run build.')
        : plain(404, 'Nothing here.');
    }
    return new Response(method === 'HEAD' ? null : new Uint8Array(file.bytes), {
      headers: {
        ...SECURITY_HEADERS,
        'Content-Type': file.contentType,
        'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}
