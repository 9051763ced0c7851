import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';

/** The board as Vite builds it is a page, one script, one style sheet and a few fonts. */
const FILES_MAX = 500;
const BYTES_MAX = 64 * 1024 * 1024;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export type BoardFile = {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Its name holds a hash of what it holds: it never changes. */
  readonly immutable: boolean;
};

/**
 * The built board, held in memory by address ("/assets/board-1f2e.js"). An address is looked up, never
 * joined to a folder, so no address leads anywhere else. Empty where the board was not built.
 *
 * @throws Error when the folder holds more than a board can: it is then some other folder.
 */
export function readBoardFiles(directory: string): ReadonlyMap<string, BoardFile> {
  const files = new Map<string, BoardFile>();
  let bytesRead = 0;
  for (const entry of entriesOf(directory)) {
    const contentType = CONTENT_TYPES[extname(entry)];
    if (contentType === undefined) continue;
    const bytes = readFileSync(join(directory, entry));
    bytesRead += bytes.length;
    if (files.size >= FILES_MAX || bytesRead > BYTES_MAX) throw new Error(`${directory} holds more than a board`);
    const address = posix.join('/', ...entry.split(/[\\/]/));
    files.set(address, { bytes, contentType, immutable: address.startsWith('/assets/') });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

/** Plain files below a folder, as relative paths; a link is no plain file and could lead out of it. */
function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
