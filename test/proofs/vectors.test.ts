import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  checkpointsOf,
  verifyProof,
  thumbprint,
  type PublicKey,
} from '../../client/verify-proof.mjs';
import { packageRoot } from '../../src/database/sql-files';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { holds } from './independent';
import { PROOFS, VECTORS, type ProofVector } from './vectors';

const file = path.join(packageRoot, 'docs/proof-vectors.json');

describe('the test vectors of docs/proofs.md', () => {
  it('are those that the independent implementation makes', () => {
    const text = `${JSON.stringify(VECTORS, null, 2)}\n`;
    if (!existsSync(file)) writeFileSync(file, text); // deleted in order to be made again
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(PROOFS.map((proof) => [proof.name, proof] as const))('%s', async (_, proof) => {
    const { valid, reason, keys } = proof;
    const trust = keys ? { keys: keys as PublicKey[] } : {};
    const verdict = await verifyProof(proof.file, trust);
    expect(verdict).toMatchObject(valid ? { valid } : { valid, reason });
    expect(await verifyProof(Buffer.from(proof.file), trust)).toEqual(verdict);
    expect(holds(proof.file, keys ?? undefined)).toBe(valid);
  });

  it('name the key by its thumbprint', async () => {
    expect(await thumbprint(VECTORS.key.jwk)).toBe(VECTORS.key.keyId);
  });
});

describe('what is no proof at all', () => {
  const [movement, two] = ['a movement by the checkpoint of its day', 'two days'].map(
    (name) => PROOFS.find((proof) => proof.name === name)!.file,
  ) as [string, string];
  const nested = '['.repeat(100_000) + ']'.repeat(100_000);
  const long = 'A'.repeat(500_000);
  const FILES: [string, string, string][] = [
    ['a checkpoint of many arrays', 'field_invalid', movement.replace(/"ey[^"]*"/, nested)],
    ['a day of many arrays', 'field_invalid', two.replace(/"ey[^"]*"/, nested)],
    ['a very long checkpoint', 'field_invalid', movement.replace(/"ey([^"]*)\./, `"$1.${long}.`)],
    ['a very long key', 'field_invalid', movement.replace(/"x": "/, `"x": "${long}`)],
    [
      'a file of a megabyte',
      'not_a_proof',
      movement.replace(/"actor": "/, `"actor": "${long}${long}`),
    ],
  ];
  it.each(FILES)('%s is refused and nothing is thrown', async (_, reason, file) => {
    expect(await verifyProof(file)).toMatchObject({ valid: false, reason });
  });

  it('keys of other kinds among the trusted ones are passed over', async () => {
    const others = [null, {}, { kty: 'RSA', n: 'AQAB' }, { ...VECTORS.key.jwk, x: '!' }];
    const keys = [...others, VECTORS.key.jwk] as PublicKey[];
    expect(await verifyProof(movement, { keys })).toMatchObject({ valid: true });
    expect(await verifyProof(movement, { keys: others as PublicKey[] })).toMatchObject({
      reason: 'key_unknown',
    });
  });

  it('has no checkpoints', () => {
    for (const text of ['', 'garbage', '[]', 'null', '{}']) expect(checkpointsOf(text)).toEqual([]);
  });
});

describe('a flipped bit in each byte of a proof', () => {
  const flipped = (text: string, bit: number) => {
    const bytes = Buffer.from(text);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    return bytes;
  };
  it.each(['a movement by a later checkpoint', 'two days'])('%s', async (name) => {
    const { file: text } = PROOFS.find((proof): proof is ProofVector => proof.name === name)!;
    const unseen: number[] = [];
    for (let byte = 0; byte < Buffer.byteLength(text); byte++) {
      const bit = 8 * byte + ((byte * 5) % 8); // each place of a bit in its turn
      const verdict = await verifyProof(flipped(text, bit));
      if (verdict.valid || verdict.message.length < 20) unseen.push(bit);
    }
    expect(unseen).toEqual([]);
  });
});

describe('the database makes the same bytes', () => {
  let database: TestDatabase;
  const one = async (expression: string, values: unknown[]): Promise<unknown> => {
    const { rows } = await database.pools.app.query<{ value: unknown }>(
      `select ${expression} as value`,
      values,
    );
    return rows[0]!.value;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('of a movement', async () => {
    const { facts: f, previousHash, hash, leafHash } = VECTORS.movement;
    const values = [
      ...[
        previousHash,
        f['tenantId'],
        f['id'],
        f['kind'],
        f['productId'],
        f['batchId'],
        f['locationId'],
        f['quantity'],
      ],
      ...[
        f['sequence'],
        f['balanceBefore'],
        f['businessDate'],
        f['recordedAt'],
        f['actor'],
        f['reason'],
      ],
      ...[f['reversesId'], f['documentType'], f['documentId'], f['documentLineId']],
    ];
    const call = `inventory.movement_hash(decode($1, 'hex'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`;
    expect(await one(`encode(${call}, 'hex')`, values)).toBe(hash);
    expect(await one(`encode(inventory.merkle_leaf(${call}), 'hex')`, values)).toBe(leafHash);
  });

  it('of a day, its statement and a key', async () => {
    const { entry, bytes, statement, checkpoint } = VECTORS.day;
    const { tenantId, businessDate, movements, root, hash } = entry;
    expect(
      await one(
        `encode(inventory.day_entry($1, $2, $3, decode($4, 'hex'), decode($5, 'hex')), 'hex')`,
        [...[tenantId, businessDate, movements, root, hash]],
      ),
    ).toBe(bytes);
    const { days, logRoot } = JSON.parse(statement) as { days: number; logRoot: string };
    expect(
      await one(`inventory.day_statement($1, $2, $3, decode($4, 'hex'))`, [
        tenantId,
        businessDate,
        days,
        logRoot,
      ]),
    ).toBe(statement);
    expect(checkpoint.split('.')[1]).toBe(Buffer.from(statement).toString('base64url'));
    const { jwk, keyId } = VECTORS.key;
    const publicKey = Buffer.from(jwk.x, 'base64url').toString('hex');
    expect(await one(`inventory.key_thumbprint(decode($1, 'hex'))`, [publicKey])).toBe(keyId);
  });

  it('of trees', async () => {
    for (const { leaves, root, paths } of VECTORS.trees) {
      const list = `(select coalesce(string_agg(inventory.merkle_leaf(sha256(i::text::bytea)), ''::bytea order by i), '') from generate_series(0, $1::int - 1) i)`;
      expect(await one(`encode(inventory.merkle_root(${list}), 'hex')`, [leaves])).toBe(root);
      for (const [index, expected] of paths.entries()) {
        expect(
          await one(
            `array(select encode(h, 'hex') from unnest(inventory.merkle_path(${list}, $2)) h)`,
            [leaves, index],
          ),
        ).toEqual(expected);
      }
    }
  });
});
