import { createWriteStream } from 'node:fs';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client, type Connection, type Submittable } from 'pg';

// A physical copy of the embedded server, as pg_basebackup makes it: the server sends its files as a tar archive, with the
// part of its log that makes them whole. It needs no program of PostgreSQL's, which the package does not bring.

const COMMAND = "BASE_BACKUP (LABEL 'bincard', CHECKPOINT 'fast', WAL true, MANIFEST 'no')";
/** How a message of the archive begins: with its data, or with something about it. */
const ARCHIVE_DATA = 'd'.charCodeAt(0);

interface CopyData {
  readonly chunk: Buffer;
}

/** The server's answer to BASE_BACKUP, which node-postgres has no query for. */
class ArchiveQuery implements Submittable {
  private paused = false;

  constructor(
    private readonly to: Writable,
    private readonly ended: (error?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(COMMAND);
  }

  handleCopyData({ chunk }: CopyData, { stream }: Connection): void {
    if (chunk[0] !== ARCHIVE_DATA) return;
    // A copy: the chunk is a view of a buffer that the next message is read into.
    if (this.to.write(Buffer.from(chunk.subarray(1))) || this.paused) return;
    this.paused = true;
    stream.pause(); // what has arrived already still comes
    this.to.once('drain', () => {
      this.paused = false;
      stream.resume();
    });
  }

  handleError(error: Error): void {
    this.ended(error);
  }

  handleReadyForQuery(): void {
    this.ended();
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
}

/** Writes a compressed copy of a server that runs and serves meanwhile. */
export async function copyServer(url: string, file: string): Promise<void> {
  const client = new Client({ connectionString: url, replication: 'true' } as object);
  client.on('error', () => undefined); // the query reports it
  await client.connect();
  const archive = new PassThrough();
  const written = pipeline(archive, createGzip(), createWriteStream(file, { mode: 0o600 }));
  try {
    await Promise.race([
      written, // ends early only by failing
      new Promise<void>((resolve, reject) => {
        client.query(new ArchiveQuery(archive, (error) => (error ? reject(error) : resolve())));
      }),
    ]);
    archive.end();
    await written;
  } catch (error) {
    archive.destroy();
    await written.catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** Whether a file is a copy that copyServer wrote, by how it begins: only that is compressed as a whole. */
export function isServerCopy(begin: Uint8Array): boolean {
  return begin[0] === 0x1f && begin[1] === 0x8b;
}
