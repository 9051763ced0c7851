import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sqliteCode } from './database.ts';

/**
 * One station per data folder. The lock is SQLite's own exclusive lock on an empty file: a byte-range lock
 * of the operating system (fcntl, or LockFileEx on Windows), which the kernel drops when the process ends,
 * whatever ended it. Nothing is written, so nothing stale can be left behind as a pid file is. It does not
 * guard a folder shared over a network file system, where such locks are not dependable.
 * The file must not be opened and closed by anything else in this process: closing any descriptor of a file
 * drops its POSIX locks. (SQLite sees to that for its own.)
 * @returns how to release it, or null while another station holds the folder
 */
export function lockFolder(dataDir: string): (() => void) | null {
  const lock = new Database(join(dataDir, 'station.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) return null;
    throw error;
  }
  return () => lock.close();
}
