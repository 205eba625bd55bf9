import type { PublicJwk } from '../proofs/signing-key';
import { CommandError } from './command-error';
import { readJson } from './json-file';

/** The Ed25519 keys of a file with a JWK or a JWK Set. */
export function keysIn(file: string): PublicJwk[] {
  const value = readJson(file) as { keys?: unknown } | null;
  const keys = (Array.isArray(value?.keys) ? value.keys : [value]) as Partial<PublicJwk>[];
  const usable = keys.flatMap((key) =>
    key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.x === 'string'
      ? [{ crv: key.crv, kty: key.kty, x: key.x }]
      : [],
  );
  if (usable.length === 0)
    throw new CommandError(`${file} has no Ed25519 key (a JWK or a JWK Set)`);
  return usable;
}
