import { gunzipSync } from 'node:zlib';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { readBoundedFile } from './bounded-file.ts';

/** A week at one row a second, with room. */
const MEBIBYTES_MAX = 32;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The text of a recording, unpacked where it is gzip, whatever its name.
 * @returns one sentence where the file cannot be read, is damaged or longer than 32 MiB
 */
export async function readRecordingText(path: string): Promise<Result<string, string>> {
  const file = await readBoundedFile(path, MEBIBYTES_MAX);
  if (!file.ok) return file;
  const bytes = isGzip(file.value) ? unpacked(file.value) : file;
  return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
}

function unpacked(gzip: Uint8Array): Result<Uint8Array, string> {
  try {
    return ok(gunzipSync(gzip, { maxOutputLength: MEBIBYTES_MAX * 1_048_576 }));
  } catch (error) {
    // Of zlib only: not gzip to its end, longer than that when unpacked.
    if (error instanceof Error && 'code' in error) return err(error.message);
    throw error;
  }
}
