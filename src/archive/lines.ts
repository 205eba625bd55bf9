import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveFault, FIELDS, type Lines } from './format';

/** A line of an archive: its kind and its object. */
export type Line = {
  [Kind in keyof Lines]: { readonly kind: Kind; readonly value: Lines[Kind] };
}[keyof Lines];

/** What was read of a file, once all of it was. */
export interface FileRead {
  /** SHA-256 over the file, in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** No line of an archive is near as long: actor and reason are the only free texts. */
const LONGEST = 4 << 20;

/** The lines of an archive file, in pieces, without holding more than one of them. */
export async function* textLines(file: string, onEnd?: (read: FileRead) => void) {
  const hash = createHash('sha256');
  let bytes = 0;
  const seen = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  const unzipped = createGunzip();
  const source = createReadStream(file);
  const fail = (error: Error) => unzipped.destroy(error);
  source.on('error', fail).pipe(seen).on('error', fail).pipe(unzipped);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const piece of unzipped) {
      const lines = (rest + decoder.decode(piece as Buffer, { stream: true })).split('\n');
      rest = lines.pop()!;
      if (rest.length > LONGEST)
        throw new ArchiveFault(0, 'a line is longer than any of an archive');
      yield lines;
    }
    if (rest !== '' || decoder.decode() !== '')
      throw new ArchiveFault(0, 'the file does not end with a line end');
  } catch (error) {
    throw readable(error);
  } finally {
    source.destroy();
  }
  onEnd?.({ sha256: hash.digest('hex'), bytes });
}

/** The lines of an archive file with their objects; the text of each is the one text of its content. */
export async function* readLines(file: string, onEnd?: (read: FileRead) => void) {
  let number = 0;
  for await (const texts of textLines(file, onEnd)) {
    const lines: Line[] = [];
    for (const text of texts) lines.push(parseLine(text, ++number));
    yield lines;
  }
}

function parseLine(text: string, number: number): Line {
  let parsed: Record<string, unknown> | null = null;
  try {
    parsed = JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    // refused below
  }
  const [kind] = Object.keys(parsed ?? {}) as (keyof Lines)[];
  const value = kind && parsed![kind];
  if (!kind || !Object.hasOwn(FIELDS, kind) || typeof value !== 'object' || value === null) {
    throw new ArchiveFault(number, 'it is not a line of an archive');
  }
  const fields = FIELDS[kind];
  const isSame =
    Object.keys(value).length === fields.length &&
    Object.keys(value).every((field, at) => field === fields[at]);
  if (!isSame || JSON.stringify(parsed) !== text) {
    throw new ArchiveFault(number, `it is not written as ${kind} of an archive is`);
  }
  return { kind, value } as Line;
}

function readable(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_') || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new ArchiveFault(
      0,
      `the file is damaged or no gzip of UTF-8 (${(error as Error).message})`,
    );
  }
  return error;
}
