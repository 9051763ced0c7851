import { open } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/kernel/result.ts';

const MEBIBYTE = 1_048_576;

/**
 * The bytes of a file that is held in memory as a whole.
 * @returns one sentence where the file cannot be read or is longer than that
 */
export async function readBoundedFile(path: string, mebibytesMax: number): Promise<Result<Uint8Array, string>> {
  try {
    await using handle = await open(path);
    const { size } = await handle.stat();
    if (size > mebibytesMax * MEBIBYTE) return err(`longer than ${mebibytesMax} MiB`);
    return ok(await handle.readFile());
  } catch (error) {
    // Of the operating system only: no such file, a directory.
    if (error instanceof Error && 'code' in error) return err(error.message);
    throw error;
  }
}
