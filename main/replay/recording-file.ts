import { open } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { err, ok, type Result } from '../../shared/kernel/result.ts';

/** A week at one row a second, with room; a recording is held in memory as a whole. */
const BYTES_MAX = 33_554_432;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The text of a recording, unpacked where it is gzip, whatever its name.
 * @returns one sentence where the file cannot be read, is damaged or longer than 32 MiB
 */
export async function readRecordingText(path: string): Promise<Result<string, string>> {
  try {
    await using handle = await open(path);
    const { size } = await handle.stat();
    if (size > BYTES_MAX) return err(`longer than ${BYTES_MAX / 1_048_576} MiB`);
    const bytes = await handle.readFile();
    return ok(new TextDecoder().decode(isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: BYTES_MAX }) : bytes));
  } catch (error) {
    // Of the operating system and of zlib only: no such file, a directory, not gzip to its end.
    if (error instanceof Error && 'code' in error) return err(error.message);
    throw error;
  }
}
