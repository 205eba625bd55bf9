import { compactVerify, importJWK } from 'jose';
import type { DocumentFunction } from '../database/documents';
import { toRefusal } from '../database/error-mapping';
import {
  signedDays,
  signingKeys,
  unsignedDays,
  type SignedDaysRow,
} from '../database/queries/proofs';
import type { Snapshot } from '../database/snapshot';
import { deriveKey, jwkOf, jwsOf, signStatement, type SigningKey } from './signing-key';

/** Access to one tenant's data, with the right of an admin to write. */
export interface TenantAccess {
  readonly tenantId: string;
  readonly read: <Result>(work: (snapshot: Snapshot) => Promise<Result>) => Promise<Result>;
  readonly write: <Result>(name: DocumentFunction, input: object) => Promise<Result>;
}

/** The tenant's newest key was made with another secret, so this process cannot sign. */
export class WrongSigningSecret extends Error {}

/** Signs the closed days that have no signature, and returns how many. The tenant's first key is made when it is needed. */
export async function signClosedDays(access: TenantAccess, secret: Uint8Array): Promise<number> {
  let signed = 0;
  for (;;) {
    const unsigned = await access.read((snapshot) => snapshot.query(unsignedDays));
    if (unsigned.length === 0) return signed;
    const { key, keyId } = await currentKey(access, secret);
    const signatures = [];
    for (const { businessDate, statement } of unsigned) {
      signatures.push({ businessDate, signature: await signStatement(statement, key, keyId) });
    }
    signed += await access.write<number>('sign_days', { keyId, signatures });
  }
}

/** Starts a new key, by which days are signed from now on, and returns its id. */
export async function rotateKey(access: TenantAccess, secret: Uint8Array): Promise<string> {
  const generation = ((await newestKey(access))?.generation ?? 0) + 1;
  const { publicKey } = deriveKey(secret, access.tenantId, generation);
  return access.write<string>('add_signing_key', { generation, publicKey });
}

async function currentKey(
  access: TenantAccess,
  secret: Uint8Array,
): Promise<{ key: SigningKey; keyId: string }> {
  const newest = (await newestKey(access)) ?? (await firstKey(access, secret));
  const { keyId, generation, publicKey } = newest;
  const key = deriveKey(secret, access.tenantId, generation);
  if (key.publicKey === publicKey) return { key, keyId };
  throw new WrongSigningSecret(
    `The signing secret is not the one of the tenant's key ${keyId}: set BINCARD_SIGNING_SECRET to that one, or start a new key with bincard signing-key --rotate`,
  );
}

async function newestKey({ read }: TenantAccess) {
  return (await read((snapshot) => snapshot.query(signingKeys))).at(-1);
}

async function firstKey(access: TenantAccess, secret: Uint8Array) {
  try {
    await rotateKey(access, secret);
  } catch (error) {
    // Another process has made it at the same time.
    if (toRefusal(error)?.broken?.rule !== 'signing_key_taken') throw error;
  }
  return (await newestKey(access))!;
}

/** A signed day whose signature is not by the key that it names, or whose day or key is missing. */
export interface WrongSignature {
  readonly businessDate: string;
  readonly keyId: string;
}

/** How many signatures there are, and the first that does not verify. */
export async function verifySignatures(
  snapshot: Snapshot,
): Promise<{ signatures: number; firstWrongSignature: WrongSignature | null }> {
  let signatures = 0;
  for (let after: string | null = null; ;) {
    const days: SignedDaysRow[] = await snapshot.query(signedDays, { after });
    for (const { businessDate, statement, keyId, signature, publicKey } of days) {
      const verified =
        statement !== null &&
        publicKey !== null &&
        (await holds(jwsOf(statement, keyId, signature), publicKey));
      if (!verified) return { signatures, firstWrongSignature: { businessDate, keyId } };
      signatures++;
    }
    if (days.length === 0) return { signatures, firstWrongSignature: null };
    after = days.at(-1)!.businessDate;
  }
}

async function holds(jws: string, publicKey: string): Promise<boolean> {
  const key = await importJWK(jwkOf(publicKey), 'EdDSA');
  return compactVerify(jws, key, { algorithms: ['EdDSA'] }).then(
    () => true,
    () => false,
  );
}
