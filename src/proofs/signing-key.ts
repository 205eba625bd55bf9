import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';

// The key of a tenant is derived from the server's signing secret, so no private key is kept anywhere, the database included.

/** A key pair of a tenant; a new generation is another key. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** 32 bytes in hex. */
  readonly publicKey: string;
}

/** What comes before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export function deriveKey(secret: Uint8Array, tenantId: string, generation: number): SigningKey {
  const purpose = `bincard signing key ${generation} of ${tenantId}`;
  const seed = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicKey: Buffer.from(x!, 'base64url').toString('hex') };
}

/** The signature (64 bytes in hex) of a day's statement. */
export async function signStatement(
  statement: string,
  { privateKey }: SigningKey,
  keyId: string,
): Promise<string> {
  const jws = await new CompactSign(Buffer.from(statement))
    .setProtectedHeader(headerOf(keyId))
    .sign(privateKey);
  return Buffer.from(jws.split('.')[2]!, 'base64url').toString('hex');
}

/** The signed statement as a compact JWS. */
export function jwsOf(statement: string, keyId: string, signature: string): string {
  const parts = [JSON.stringify(headerOf(keyId)), statement].map((part) => Buffer.from(part));
  return [...parts, Buffer.from(signature, 'hex')]
    .map((part) => part.toString('base64url'))
    .join('.');
}

/** The fields in this order: a verifier accepts this one text of them, with the key's id. */
const headerOf = (keyId: string) => ({ alg: 'EdDSA', kid: keyId, typ: 'bincard-checkpoint' });

/** A public key as a JWK, its fields in the order of RFC 7638. */
export interface PublicJwk {
  readonly crv: 'Ed25519';
  readonly kty: 'OKP';
  readonly x: string;
}

export function jwkOf(publicKey: string): PublicJwk {
  return { crv: 'Ed25519', kty: 'OKP', x: Buffer.from(publicKey, 'hex').toString('base64url') };
}
