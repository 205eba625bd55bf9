import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { preHandlerHookHandler } from 'fastify';
import { ConfigError } from '../../config';
import { requestError } from './request-error';

/** The documents that may be executed, by the sha256 of their text. */
export class TrustedDocuments {
  constructor(private readonly documents: Map<string, string>) {}

  /** Adds documents of the server's own, such as those of the console. */
  add(documents: readonly string[]): void {
    for (const text of documents) this.documents.set(sha256(text), text);
  }

  /** Throws DOCUMENT_NOT_TRUSTED for any text that is not one of them. */
  check(text: string): void {
    if (this.documents.has(sha256(text))) return;
    throw requestError(
      'DOCUMENT_NOT_TRUSTED',
      'Only documents that this server knows are executed',
    );
  }

  /** Refuses an unknown text before it is parsed or validated: such errors reveal the schema. */
  readonly hook: preHandlerHookHandler = ({ body, query }, _, done) => {
    for (const asked of [body, query] as ({ query?: unknown } | null | undefined)[]) {
      if (typeof asked?.query === 'string') this.check(asked.query);
    }
    done();
  };

  /** Apollo looks up `extensions.persistedQuery.sha256Hash` here. Nothing is added by a request. */
  readonly cache = {
    get: (key: string) => Promise.resolve(this.documents.get(key.replace(/^apq:/, ''))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}

/**
 * Reads a folder of .graphql files, or a JSON file: an object of documents by sha256, or Apollo's persisted query
 * manifest. Hashes are checked here, because a wrong one would otherwise show only at a client's request.
 */
export function loadTrustedDocuments(place: string): TrustedDocuments {
  const documents = new Map<string, string>();
  try {
    for (const [hash, text] of statSync(place).isDirectory()
      ? fromFolder(place)
      : fromJson(place)) {
      if (hash !== sha256(text)) throw new Error(`${hash} is not the sha256 of its document`);
      documents.set(hash, text);
    }
  } catch (error) {
    throw new ConfigError(`BINCARD_DOCUMENTS: ${(error as Error).message}`);
  }
  if (documents.size === 0) throw new ConfigError(`BINCARD_DOCUMENTS: ${place} holds no documents`);
  return new TrustedDocuments(documents);
}

function fromFolder(folder: string): [string, string][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .map((text) => [sha256(text), text]);
}

function fromJson(file: string): [string, string][] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const { operations } = content;
  const entries: [string, unknown][] = Array.isArray(operations)
    ? (operations as { id: string; body: unknown }[]).map(({ id, body }) => [id, body])
    : Object.entries(content);
  return entries.map(([hash, text]) => {
    if (typeof text !== 'string') throw new Error(`${file}: ${hash} is not the text of a document`);
    return [hash, text];
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
