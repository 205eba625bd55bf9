import { createHash } from 'node:crypto';

/** The first letters of a secret: a link, a session's cookie, or an API token. */
export type SecretKind = 'bcl' | 'bcs' | 'bct';

/** What the database finds a secret by. */
export interface SecretKey {
  readonly kind: SecretKind;
  readonly tenantId: string;
  /** SHA-256 of the secret; the secret itself is sent to no statement. */
  readonly hash: Buffer;
}

const SECRET = /^(bcl|bcs|bct)_([A-Za-z0-9_-]{64})$/;
const UUID_BYTES = 16;

/** Reads the secret of a link, a session or a token; undefined for any other text. */
export function readSecret(text: string): SecretKey | undefined {
  const [, kind, body] = SECRET.exec(text) ?? [];
  if (!body) return undefined;
  const hex = Buffer.from(body, 'base64url').toString('hex', 0, UUID_BYTES);
  const tenantId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const hash = createHash('sha256').update(text).digest();
  return { kind: kind as SecretKind, tenantId, hash };
}
