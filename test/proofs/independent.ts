import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

// A second implementation of docs/proofs.md, written from that page alone: it makes and checks proofs with node:crypto and
// shares no code with the product. It says only whether a proof holds.

export type Facts = Record<string, string | number | null>;

export interface Day {
  readonly tenantId: string;
  readonly businessDate: string;
  readonly leaves: readonly Buffer[];
  readonly hash: string;
}

export const sha256 = (...parts: (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const leafHash = (data: Buffer): Buffer => sha256(Buffer.of(0), data);
const nodeHash = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);
const hex = (text: string) => Buffer.from(text, 'hex');

const HASHED = [
  ...['tenantId', 'id', 'kind', 'productId', 'batchId', 'locationId', 'quantity', 'sequence'],
  ...['balanceBefore', 'businessDate', 'recordedAt', 'actor', 'reason', 'reversesId'],
  ...['documentType', 'documentId', 'documentLineId'],
];

/** The text of a movement that its hash covers. */
export function movementText(facts: Facts): string {
  const items = HASHED.map((name) => {
    const fact = facts[name]!;
    if (name === 'businessDate')
      return String((Date.parse(String(fact)) - Date.UTC(2000, 0, 1)) / 864e5);
    if (name === 'recordedAt') {
      const [, seconds, micros] = /^(.*)\.(\d{6})Z$/.exec(String(fact))!;
      return `${Date.parse(`${seconds}Z`) / 1000}${micros}`.replace(/^0+(?=\d)/, '');
    }
    return JSON.stringify(fact);
  });
  return `[${items.join(', ')}]`;
}

export const movementHash = (facts: Facts, previousHash: string): Buffer =>
  sha256(hex(previousHash), movementText(facts));

export function entryBytes(day: {
  tenantId: string;
  businessDate: string;
  movements: number;
  root: string;
  hash: string;
}): Buffer {
  const movements = Buffer.alloc(8);
  movements.writeBigUInt64BE(BigInt(day.movements));
  const tenant = hex(day.tenantId.replaceAll('-', ''));
  return Buffer.concat([
    tenant,
    Buffer.from(day.businessDate),
    movements,
    hex(day.root),
    hex(day.hash),
  ]);
}

/** All levels of a tree, the leaves first: each level is half of the one below it. */
function levelsOf(leaves: readonly Buffer[]): Buffer[][] {
  const levels = [[...leaves]];
  for (let level = levels[0]!; level.length > 1; levels.push(level)) {
    level = level.flatMap((node, i) =>
      i % 2 === 1 ? [] : [i + 1 < level.length ? nodeHash(node, level[i + 1]!) : node],
    );
  }
  return levels;
}

export const rootOf = (leaves: readonly Buffer[]): Buffer =>
  levelsOf(leaves).at(-1)?.[0] ?? sha256();

export function pathOf(index: number, leaves: readonly Buffer[]): string[] {
  return levelsOf(leaves)
    .slice(0, -1)
    .flatMap((level, height) => {
      const beside = level[(index >> height) ^ 1];
      return beside ? [beside.toString('hex')] : [];
    });
}

/** The root that a path leads to: recursive, unlike the loop of RFC 9162 that the product follows. */
function climb(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | undefined {
  if (size === 1) return path.length === 0 ? leaf : undefined;
  const split = 2 ** (Math.ceil(Math.log2(size)) - 1);
  const beside = path.at(-1);
  if (!beside) return undefined;
  const inLeft = index < split;
  const below = inLeft
    ? climb(leaf, index, split, path.slice(0, -1))
    : climb(leaf, index - split, size - split, path.slice(0, -1));
  return below && (inLeft ? nodeHash(below, beside) : nodeHash(beside, below));
}

/** Both roots that a consistency proof leads to: of the first m leaves and of all n. */
function both(
  m: number,
  n: number,
  path: Buffer[],
  whole: boolean,
  known: Buffer,
): [Buffer, Buffer] | undefined {
  if (m === n) {
    const root = whole ? known : path.pop();
    return root && path.length === 0 ? [root, root] : undefined;
  }
  const split = 2 ** (Math.ceil(Math.log2(n)) - 1);
  const beside = path.pop();
  if (!beside) return undefined;
  if (m <= split) {
    const below = both(m, split, path, whole, known);
    return below && [below[0], nodeHash(below[1], beside)];
  }
  const below = both(m - split, n - split, path, false, known);
  return below && [nodeHash(beside, below[0]), nodeHash(beside, below[1])];
}

export interface Key {
  readonly jwk: { readonly crv: 'Ed25519'; readonly kty: 'OKP'; readonly x: string };
  readonly keyId: string;
  readonly sign: (text: string) => Buffer;
}

export function keyOf(seed: Buffer): Key {
  const der = Buffer.concat([hex('302e020100300506032b657004220420'), seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const x = createPublicKey(key).export({ format: 'jwk' }).x!;
  const jwk = { crv: 'Ed25519', kty: 'OKP', x } as const;
  return { jwk, keyId: thumbprint(jwk), sign: (text) => sign(null, Buffer.from(text), key) };
}

const thumbprint = (jwk: object) => sha256(JSON.stringify(jwk)).toString('base64url');

export const statementOf = (
  tenantId: string,
  businessDate: string,
  days: number,
  logRoot: string,
) => JSON.stringify({ tenantId, businessDate, days, logRoot });

export function jwsOf(
  statement: string,
  key: Pick<Key, 'sign' | 'keyId'>,
  header?: object,
): string {
  const head = JSON.stringify(
    header ?? { alg: 'EdDSA', kid: key.keyId, typ: 'bincard-checkpoint' },
  );
  const signed = [head, statement].map((part) => Buffer.from(part).toString('base64url')).join('.');
  return `${signed}.${key.sign(signed).toString('base64url')}`;
}

/* eslint-disable @typescript-eslint/no-explicit-any -- a file that may be anything */
/** Whether a proof holds. */
export function holds(text: string, trusted?: readonly object[]): boolean {
  try {
    const file = JSON.parse(text);
    if (`${JSON.stringify(file, null, 2)}\n` !== text || file.version !== 1) return false;
    const keys = new Map((trusted ?? file.keys).map((jwk: object) => [thumbprint(jwk), jwk]));
    const readSigned = (jws: string) => {
      const [header, payload, signature, more] = jws.split('.') as [
        string,
        string,
        string,
        string?,
      ];
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
      const right = JSON.stringify({ alg: 'EdDSA', kid, typ: 'bincard-checkpoint' });
      const key = createPublicKey({ key: keys.get(kid) as any, format: 'jwk' });
      const bytes = Buffer.from(signature, 'base64url');
      const signed =
        more === undefined &&
        bytes.toString('base64url') === signature &&
        header === Buffer.from(right).toString('base64url') &&
        verify(null, Buffer.from(`${header}.${payload}`), key, bytes);
      if (!signed) throw new Error('not signed');
      return JSON.parse(Buffer.from(payload, 'base64url').toString());
    };
    const kidOf = (jws: string) =>
      JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()).kid;
    const onlyKeysOf = (...signed: string[]) =>
      [...new Set(signed.map(kidOf))].join() === file.keys.map(thumbprint).join();
    if (file.format === 'bincard-consistency-proof') {
      const [from, to] = [readSigned(file.from), readSigned(file.to)];
      const roots = both(from.days, to.days, file.path.map(hex), true, hex(from.logRoot));
      return (
        onlyKeysOf(file.from, file.to) &&
        from.tenantId === to.tenantId &&
        roots?.[0].toString('hex') === from.logRoot &&
        roots?.[1].toString('hex') === to.logRoot
      );
    }
    const { movement, day } = file;
    const signed = readSigned(file.checkpoint);
    const isFirst = movement.sequence === 1;
    const leaf = leafHash(movementHash(movement, file.previousHash));
    const entry = leafHash(entryBytes({ ...day, tenantId: signed.tenantId }));
    const names = [...HASHED.slice(0, 9), 'balanceAfter', ...HASHED.slice(9)];
    return (
      file.format === 'bincard-movement-proof' &&
      onlyKeysOf(file.checkpoint) &&
      Object.keys(movement).join() === names.join() &&
      Object.keys(file).join() ===
        'format,version,movement,previousHash,index,path,day,checkpoint,keys' &&
      movement.balanceAfter === movement.balanceBefore + movement.quantity &&
      isFirst === (file.previousHash === '') &&
      file.index < day.movements &&
      day.index < signed.days &&
      climb(leaf, file.index, day.movements, file.path.map(hex))?.toString('hex') === day.root &&
      climb(entry, day.index, signed.days, day.path.map(hex))?.toString('hex') === signed.logRoot &&
      movement.tenantId === signed.tenantId &&
      movement.businessDate === day.businessDate &&
      (day.index === signed.days - 1
        ? day.businessDate === signed.businessDate
        : day.businessDate < signed.businessDate)
    );
  } catch {
    return false;
  }
}
