import iconv from 'iconv-lite';
import { pipeline, type Readable } from 'node:stream';
import { ImportError } from './errors';
import type { SpooledFile } from './spooled-file';

const SAMPLE = 4096;

/** The encoding of a file: the one given, or the one that its bytes show. Throws ENCODING_UNKNOWN, FILE_COMPRESSED. */
export function encodingOf(file: SpooledFile, given?: string): string {
  const { head } = file;
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw new ImportError(
      'FILE_COMPRESSED',
      'The file is a workbook or a zip archive; save the sheet as CSV (UTF-8), or unpack it',
    );
  }
  if (given !== undefined) {
    const isKnown: boolean = iconv.encodingExists(given);
    if (isKnown) return given;
    throw new ImportError(
      'ENCODING_UNKNOWN',
      `There is no encoding ${given}; give one such as utf-8, utf-16le or windows-1252`,
    );
  }
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return wide(head) ?? (file.isUtf8 ? 'utf-8' : 'windows-1252');
}

/** UTF-16 without a mark: every second byte of Latin text is zero. */
function wide(head: Buffer): string | undefined {
  const sample = head.subarray(0, SAMPLE);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++;
  });
  const [even, odd] = zeros.map((count) => count / (sample.length / 2));
  if (odd! > 0.4 && even! < 0.05) return 'utf-16le';
  return even! > 0.4 && odd! < 0.05 ? 'utf-16be' : undefined;
}

/** The text of a file, from its start and without a byte-order mark. */
export function decoded(file: SpooledFile, encoding: string): Readable {
  const text = iconv.decodeStream(encoding) as unknown as Readable & NodeJS.WritableStream;
  pipeline(file.open(), text, () => undefined); // an error destroys both, and the reader gets it
  return text;
}

/** The beginning of a file's text. */
export function beginning(file: SpooledFile, encoding: string): string {
  return iconv.decode(file.head, encoding);
}
