import { createHash, randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { ImportError } from './errors';

/**
 * A private copy of what is to be imported, unpacked where it was compressed by gzip. It is read more than once (formats are
 * decided by the whole file), and what happens to the original meanwhile changes nothing.
 */
export interface SpooledFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256, as hex. */
  readonly hash: string;
  /** The first bytes. */
  readonly head: Buffer;
  readonly isUtf8: boolean;
  /** Reads it from the start. */
  open(): Readable;
  close(): Promise<void>;
}

const HEAD = 64 * 1024;

/**
 * Copies a stream of at most `maxBytes`, unpacked. Throws FILE_TOO_LARGE, FILE_EMPTY, FILE_BROKEN and what the stream
 * throws.
 */
export async function spool(
  source: AsyncIterable<Buffer>,
  name: string,
  maxBytes = Infinity,
): Promise<SpooledFile> {
  const path = join(tmpdir(), `bincard-import-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  try {
    // The file goes with its last handle, however the process ends.
    await rm(path);
    return await copy(unpacked(source), handle, name, maxBytes);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function copy(
  source: AsyncIterable<Buffer>,
  handle: FileHandle,
  name: string,
  maxBytes: number,
): Promise<SpooledFile> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let bytes = 0;
  let isUtf8 = true;
  const decode = (chunk?: Buffer) => {
    try {
      if (isUtf8) utf8.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  for await (const chunk of source) {
    if (bytes + chunk.length > maxBytes) {
      const limit = Math.floor(maxBytes / 1024 ** 2);
      throw new ImportError('FILE_TOO_LARGE', `The file is larger than ${limit} MB; split it`);
    }
    hash.update(chunk);
    decode(chunk);
    if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
    await handle.write(chunk, 0, chunk.length, bytes);
    bytes += chunk.length;
  }
  decode();
  if (bytes === 0) throw new ImportError('FILE_EMPTY', 'The file is empty');
  return {
    ...{ name, bytes, hash: hash.digest('hex'), head, isUtf8 },
    open: () => Readable.from(chunksOf(handle), { objectMode: false }),
    close: () => handle.close(),
  };
}

/** What a gzip file holds; any other file as it is. */
async function* unpacked(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= 2) break;
  }
  const all = async function* () {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  if (head[0] !== 0x1f || head[1] !== 0x8b) return yield* all();
  const gunzip = createGunzip();
  const ended = pipeline(all, gunzip).catch((error: unknown) => error);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const isDamaged = (error as NodeJS.ErrnoException).code?.startsWith('Z_');
    throw isDamaged ? new ImportError('FILE_BROKEN', 'The compressed file is damaged') : error;
  } finally {
    gunzip.destroy();
    await ended;
  }
}

// Not createReadStream: destroyed before its end, it closes the handle, whatever autoClose says.
async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  let at = 0;
  while (true) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Copies a file. Throws FILE_CHANGED where it was written to meanwhile. */
export async function spoolFile(path: string, name: string): Promise<SpooledFile> {
  const original = await open(path, 'r');
  try {
    const before = await original.stat();
    if (before.isDirectory()) throw new ImportError('FILE_UNREADABLE', `${path} is a folder`);
    const stream = original.createReadStream({ start: 0, autoClose: false });
    const copied = await spool(stream, name);
    const after = await original.stat();
    if (before.isFile() && (after.size !== stream.bytesRead || after.mtimeMs !== before.mtimeMs)) {
      await copied.close();
      throw new ImportError('FILE_CHANGED', `${path} changed while it was read; try again`);
    }
    return copied;
  } finally {
    await original.close();
  }
}
