// Checks the proof files of Bincard, as docs/proofs.md describes them. It needs no database and imports nothing: it runs in a
// browser and in Node, by WebCrypto alone.

/** The public part of an Ed25519 key as a JWK. */
export interface PublicKey {
  readonly crv: 'Ed25519';
  readonly kty: 'OKP';
  readonly x: string;
}

/** The facts of a movement that its hash covers. */
export interface ProvenMovement {
  readonly tenantId: string;
  readonly id: string;
  readonly kind: string;
  readonly productId: string;
  readonly batchId: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly sequence: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly businessDate: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly reversesId: string | null;
  readonly documentType: string;
  readonly documentId: string;
  readonly documentLineId: string | null;
}

/** What is signed of a closed day, and by which key. */
export interface SignedDay {
  readonly tenantId: string;
  readonly businessDate: string;
  /** How many days were closed with it: the size of the log. */
  readonly days: number;
  readonly logRoot: string;
  readonly keyId: string;
  /** The compact JWS: what to keep, and to compare with other copies. */
  readonly jws: string;
}

export type Verdict =
  | {
      readonly valid: true;
      readonly kind: 'movement';
      readonly movement: ProvenMovement;
      readonly checkpoint: SignedDay;
    }
  | {
      readonly valid: true;
      readonly kind: 'consistency';
      readonly from: SignedDay;
      readonly to: SignedDay;
    }
  | { readonly valid: false; readonly reason: Reason; readonly message: string };

/** Why a proof is refused. */
export type Reason =
  | 'not_a_proof'
  | 'not_canonical'
  | 'field_invalid'
  | 'not_in_day'
  | 'not_in_log'
  | 'not_consistent'
  | 'another_tenant'
  | 'another_day'
  | 'key_unknown'
  | 'signature_wrong'
  | 'checkpoint_differs';

export interface Trust {
  /** The keys that may have signed, from a source that you trust; unless given, the ones in the file are taken. */
  readonly keys?: readonly PublicKey[];
  /** A checkpoint (compact JWS) that you kept: it must be one of those in the file. */
  readonly kept?: string;
}

class Refused extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
  }
}

const refuse = (reason: Reason, message: string): never => {
  throw new Refused(reason, message);
};

/** Checks the text or the bytes of a proof file. It never throws: what is wrong is in the verdict. */
export async function verifyProof(file: string | Uint8Array, trust: Trust = {}): Promise<Verdict> {
  try {
    const { text, proof } = read(file);
    if (proof['version'] !== 1) refuse('not_a_proof', 'The file is not of version 1 of a proof');
    const verdict =
      proof['format'] === 'bincard-movement-proof'
        ? await verifyMovement(text, proof as unknown as MovementProof, trust)
        : proof['format'] === 'bincard-consistency-proof'
          ? await verifyConsistency(text, proof as unknown as ConsistencyProof, trust)
          : refuse('not_a_proof', 'The file is not a proof: its format is unknown');
    return verdict;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { valid: false, reason: error.reason, message: error.message };
  }
}

/**
 * The checkpoints of a proof file or of a webhook's `day.signed`, unverified, for comparison with another file; none where it
 * is neither.
 */
export function checkpointsOf(file: string | Uint8Array): string[] {
  try {
    const { proof } = read(file);
    const data = isObject(proof['data']) ? proof['data'] : {};
    return [proof['checkpoint'], proof['from'], proof['to'], data['checkpoint']].filter(isText);
  } catch {
    return [];
  }
}

/** The id of a key: its thumbprint by RFC 7638. */
export async function thumbprint({ x }: PublicKey): Promise<string> {
  const text = `{"crv":"Ed25519","kty":"OKP","x":${JSON.stringify(x)}}`;
  return toBase64url(await sha256(utf8(text)));
}

// The files

interface MovementProof {
  readonly format: string;
  readonly version: number;
  readonly movement: ProvenMovement;
  readonly previousHash: string;
  readonly index: number;
  readonly path: readonly string[];
  readonly day: {
    readonly businessDate: string;
    readonly movements: number;
    readonly root: string;
    readonly hash: string;
    readonly index: number;
    readonly path: readonly string[];
  };
  readonly checkpoint: string;
  readonly keys: readonly PublicKey[];
}

interface ConsistencyProof {
  readonly format: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly path: readonly string[];
  readonly keys: readonly PublicKey[];
}

/** The size of a file in bytes that no proof comes near. */
export const MAX_BYTES = 1_000_000;

const FIELDS = {
  movement: [
    'format',
    'version',
    'movement',
    'previousHash',
    'index',
    'path',
    'day',
    'checkpoint',
    'keys',
  ],
  consistency: ['format', 'version', 'from', 'to', 'path', 'keys'],
  day: ['businessDate', 'movements', 'root', 'hash', 'index', 'path'],
  facts: [
    ...['tenantId', 'id', 'kind', 'productId', 'batchId', 'locationId', 'quantity', 'sequence'],
    ...[
      'balanceBefore',
      'balanceAfter',
      'businessDate',
      'recordedAt',
      'actor',
      'reason',
      'reversesId',
    ],
    ...['documentType', 'documentId', 'documentLineId'],
  ],
  key: ['crv', 'kty', 'x'],
  statement: ['tenantId', 'businessDate', 'days', 'logRoot'],
};

function read(file: string | Uint8Array): { text: string; proof: Record<string, unknown> } {
  if (file.length > MAX_BYTES)
    refuse('not_a_proof', `The file is not a proof: it has more than ${MAX_BYTES} bytes`);
  try {
    const text =
      typeof file === 'string'
        ? file
        : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
    const proof: unknown = JSON.parse(text);
    if (isObject(proof)) return { text, proof };
  } catch {
    // refused below
  }
  return refuse('not_a_proof', 'The file is not a proof: it is not a JSON object in UTF-8');
}

async function verifyMovement(text: string, file: MovementProof, trust: Trust): Promise<Verdict> {
  const { movement, day } = file;
  needFields(file, FIELDS.movement, 'the file');
  needFields(movement, FIELDS.facts, 'movement');
  needFields(day, FIELDS.day, 'day');
  checkFacts(movement, file.previousHash);
  need(isDay(day.businessDate), 'day.businessDate');
  need(isHash(day.root), 'day.root');
  need(isHash(day.hash), 'day.hash');
  for (const [name, whole] of Object.entries({
    'day.movements': day.movements,
    index: file.index,
    'day.index': day.index,
  })) {
    need(isWhole(whole) && whole >= 0, name);
  }
  need(isPath(file.path), 'path');
  need(isPath(day.path), 'day.path');
  need(isText(file.checkpoint), 'checkpoint');
  const keys = await keysOf(file.keys, trust);
  needCanonical(text, file);

  const leaf = await leafHash(await movementHash(movement, file.previousHash));
  if (!(await isIncluded(leaf, file.index, day.movements, file.path, day.root))) {
    refuse(
      'not_in_day',
      `The movement is not among the movements of ${day.businessDate}: its facts, its place or the day was changed`,
    );
  }
  const signed = readCheckpoint(file.checkpoint, 'checkpoint');
  const entry = await leafHash(dayEntry(signed.tenantId, day));
  if (!(await isIncluded(entry, day.index, signed.days, day.path, signed.logRoot))) {
    refuse(
      'not_in_log',
      `The day ${day.businessDate} is not in the log that the checkpoint of ${signed.businessDate} signs`,
    );
  }
  if (movement.tenantId !== signed.tenantId)
    refuse('another_tenant', 'The movement is of another tenant than the checkpoint');
  if (movement.businessDate !== day.businessDate)
    refuse('another_day', 'The movement is of another day than its tree');
  const isLast = day.index === signed.days - 1;
  if (isLast ? day.businessDate !== signed.businessDate : day.businessDate >= signed.businessDate) {
    refuse('another_day', 'The day is not one of the days up to that of the checkpoint');
  }
  await verifySignatures([signed], keys);
  checkKept(trust, [signed]);
  return { valid: true, kind: 'movement', movement, checkpoint: signed };
}

async function verifyConsistency(
  text: string,
  file: ConsistencyProof,
  trust: Trust,
): Promise<Verdict> {
  needFields(file, FIELDS.consistency, 'the file');
  need(isPath(file.path), 'path');
  need(isText(file.from), 'from');
  need(isText(file.to), 'to');
  const keys = await keysOf(file.keys, trust);
  needCanonical(text, file);
  const from = readCheckpoint(file.from, 'from');
  const to = readCheckpoint(file.to, 'to');
  if (from.tenantId !== to.tenantId) refuse('another_tenant', 'The checkpoints are of two tenants');
  const ordered =
    from.days === to.days
      ? from.businessDate === to.businessDate
      : from.days < to.days && from.businessDate < to.businessDate;
  if (!ordered) refuse('another_day', 'The checkpoints are not in the order of their days');
  if (!(await isConsistent(from, to, file.path))) {
    refuse(
      'not_consistent',
      `The days up to ${from.businessDate} are not the same in both checkpoints: they were rewritten, or the proof was changed`,
    );
  }
  await verifySignatures([from, to], keys);
  checkKept(trust, [from, to]);
  return { valid: true, kind: 'consistency', from, to };
}

function checkKept({ kept }: Trust, found: readonly SignedDay[]): void {
  if (kept !== undefined && !found.some(({ jws }) => jws === kept)) {
    refuse('checkpoint_differs', 'The checkpoint that was kept is not in the file');
  }
}

// Bytes

/** The text that a movement's hash is over, after the hash before it in its chain: the JSON array of its facts. */
export function hashedText(movement: ProvenMovement): string {
  const m = movement;
  const facts = [
    ...[
      m.tenantId,
      m.id,
      m.kind,
      m.productId,
      m.batchId,
      m.locationId,
      m.quantity,
      m.sequence,
      m.balanceBefore,
    ],
    ...[daysSince2000(m.businessDate), microseconds(m.recordedAt), m.actor, m.reason, m.reversesId],
    ...[m.documentType, m.documentId, m.documentLineId],
  ];
  // A bigint is written as the number that it is.
  const items = facts.map((fact) =>
    typeof fact === 'bigint' ? String(fact) : JSON.stringify(fact),
  );
  return `[${items.join(', ')}]`;
}

/** The hash, in hexadecimal, of a text that follows a hash in its chain ('' for the first): `Movement.hashedText` gives the text. */
export async function chainHash(previousHash: string, text: string): Promise<string> {
  return toHex(await sha256(fromHex(previousHash), utf8(text)));
}

function movementHash(movement: ProvenMovement, previousHash: string): Promise<Uint8Array> {
  return sha256(fromHex(previousHash), utf8(hashedText(movement)));
}

function dayEntry(tenantId: string, day: MovementProof['day']): Uint8Array {
  return joined(
    fromHex(tenantId.replaceAll('-', '')),
    utf8(day.businessDate),
    int64(day.movements),
    fromHex(day.root),
    fromHex(day.hash),
  );
}

const daysSince2000 = (day: string) =>
  (Date.parse(`${day}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000;

/** Microseconds since 1970 of a time such as 2026-01-31T08:00:00.123456Z. */
const microseconds = (time: string) =>
  BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1000n + BigInt(time.slice(20, 26));

function readCheckpoint(jws: unknown, field: string): SignedDay {
  need(isText(jws), field);
  const [header, payload, signature, ...more] = (jws as string).split('.');
  need(
    header !== undefined && payload !== undefined && signature !== undefined && more.length === 0,
    field,
  );
  need(fromBase64url(signature!)?.length === 64, `${field}: its signature`);
  const statement = jsonOf(payload!);
  needFields(statement, FIELDS.statement, `the payload of ${field}`);
  const { tenantId, businessDate, days, logRoot } = statement as unknown as SignedDay;
  const { kid: keyId } = jsonOf(header!) as { kid?: unknown };
  // Nothing of the header is chosen by who made the file: not the algorithm either.
  need(isText(keyId) && header === toBase64url(utf8(headerOf(keyId))), `${field}: its header`);
  need(
    isUuid(tenantId) && isDay(businessDate) && isWhole(days) && days >= 1 && isHash(logRoot),
    `the payload of ${field}`,
  );
  return { tenantId, businessDate, days, logRoot, keyId: keyId as string, jws: jws as string };

  function jsonOf(part: string): Record<string, unknown> {
    const bytes = fromBase64url(part);
    try {
      const text =
        bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      const value: unknown = JSON.parse(text ?? '');
      if (isObject(value) && JSON.stringify(value) === text) return value;
    } catch {
      // refused below
    }
    return refuse('field_invalid', `${field} is not a signed checkpoint`);
  }
}

const headerOf = (keyId: string) =>
  `{"alg":"EdDSA","kid":${JSON.stringify(keyId)},"typ":"bincard-checkpoint"}`;

// Keys and signatures

interface Keys {
  /** The ids of the keys in the file. */
  readonly inFile: readonly string[];
  /** The keys that may have signed, by their ids. */
  readonly trusted: ReadonlyMap<string, PublicKey>;
}

async function keysOf(inFile: unknown, trust: Trust): Promise<Keys> {
  need(Array.isArray(inFile) && inFile.length >= 1 && inFile.length <= 2, 'keys');
  for (const key of inFile as unknown[]) {
    needFields(key, FIELDS.key, 'keys');
    need(isKey(key), 'keys');
  }
  const given = trust.keys?.filter(isKey) ?? (inFile as PublicKey[]);
  const ids = await Promise.all(given.map(thumbprint));
  return {
    inFile: await Promise.all((inFile as PublicKey[]).map(thumbprint)),
    trusted: new Map(given.map((key, at) => [ids[at]!, key])),
  };
}

async function verifySignatures(days: readonly SignedDay[], keys: Keys): Promise<void> {
  for (const day of days) await verifySignature(day, keys.trusted);
  // A key that signed nothing would be a part of the file without a meaning.
  const signers = new Set(days.map(({ keyId }) => keyId));
  need([...signers].join() === keys.inFile.join(), 'keys');
}

async function verifySignature(day: SignedDay, keys: Keys['trusted']): Promise<void> {
  const { keyId, jws, businessDate } = day;
  const key = keys.get(keyId);
  if (!key) {
    return refuse(
      'key_unknown',
      `The checkpoint of ${businessDate} is signed by the key ${keyId}, which is not one of the keys to verify it with`,
    );
  }
  const { subtle } = globalThis.crypto;
  const [header, payload, signature] = jws.split('.');
  const imported = await subtle.importKey(
    'raw',
    fromBase64url(key.x)!,
    { name: 'Ed25519' },
    false,
    ['verify'],
  );
  const signed = utf8(`${header}.${payload}`);
  if (!(await subtle.verify({ name: 'Ed25519' }, imported, fromBase64url(signature!)!, signed))) {
    refuse(
      'signature_wrong',
      `The signature of the checkpoint of ${businessDate} is not by the key ${keyId}`,
    );
  }
}

// Merkle trees (RFC 9162, sections 2.1.3.2 and 2.1.4.2)

const leafHash = (data: Uint8Array) => sha256(Uint8Array.of(0), data);
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right);

async function isIncluded(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly string[],
  root: string,
): Promise<boolean> {
  if (index >= size) return false;
  let [fn, sn, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const step of path) {
    if (sn === 0n) return false;
    if (fn % 2n === 1n || fn === sn) {
      hash = await nodeHash(fromHex(step), hash);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn / 2n, sn / 2n];
    } else {
      hash = await nodeHash(hash, fromHex(step));
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  return sn === 0n && toHex(hash) === root;
}

async function isConsistent(
  from: SignedDay,
  to: SignedDay,
  path: readonly string[],
): Promise<boolean> {
  if (from.days === to.days) return path.length === 0 && from.logRoot === to.logRoot;
  const isPowerOfTwo = (BigInt(from.days) & (BigInt(from.days) - 1n)) === 0n;
  const [first, ...rest] = isPowerOfTwo ? [from.logRoot, ...path] : path;
  if (first === undefined || path.length === 0) return false;
  let [fn, sn] = [BigInt(from.days) - 1n, BigInt(to.days) - 1n];
  while (fn % 2n === 1n) [fn, sn] = [fn / 2n, sn / 2n];
  let [before, after] = [fromHex(first), fromHex(first)];
  for (const step of rest) {
    if (sn === 0n) return false;
    if (fn % 2n === 1n || fn === sn) {
      before = await nodeHash(fromHex(step), before);
      after = await nodeHash(fromHex(step), after);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn / 2n, sn / 2n];
    } else {
      after = await nodeHash(after, fromHex(step));
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  return sn === 0n && toHex(before) === from.logRoot && toHex(after) === to.logRoot;
}

// Checks of fields

function need(condition: boolean, field: string): void {
  if (!condition) refuse('field_invalid', `${field} is missing or not of its form`);
}

function needFields(value: unknown, fields: readonly string[], name: string): void {
  need(isObject(value), name);
  for (const field of fields) need(Object.hasOwn(value as object, field), `${name}: ${field}`);
  const other = Object.keys(value as object).find((field) => !fields.includes(field));
  if (other !== undefined)
    refuse('field_invalid', `${name} has a field ${JSON.stringify(other)} that is none of a proof`);
  // A text has one order of fields.
  if (Object.keys(value as object).some((field, at) => field !== fields[at]))
    refuse('not_canonical', `The fields of ${name} are not in their order`);
}

/** The file is the one text of its content, so that no byte of it is without a meaning. */
function needCanonical(text: string, file: object): void {
  if (`${JSON.stringify(file, null, 2)}\n` !== text) {
    refuse(
      'not_canonical',
      'The file is not printed as a proof is: with two spaces, and one line end at the end',
    );
  }
}

function checkFacts(movement: ProvenMovement, previousHash: unknown): void {
  const m = movement;
  for (const name of [
    'tenantId',
    'id',
    'productId',
    'batchId',
    'locationId',
    'documentId',
  ] as const) {
    need(isUuid(m[name]), `movement.${name}`);
  }
  for (const name of ['reversesId', 'documentLineId'] as const)
    need(m[name] === null || isUuid(m[name]), `movement.${name}`);
  for (const name of ['kind', 'actor', 'documentType'] as const)
    need(isText(m[name]), `movement.${name}`);
  need(m.reason === null || isText(m.reason), 'movement.reason');
  for (const name of ['quantity', 'sequence', 'balanceBefore', 'balanceAfter'] as const)
    need(isWhole(m[name]), `movement.${name}`);
  need(isDay(m.businessDate), 'movement.businessDate');
  need(isTime(m.recordedAt), 'movement.recordedAt');
  need(m.balanceAfter === m.balanceBefore + m.quantity, 'movement.balanceAfter');
  need(m.sequence >= 1, 'movement.sequence');
  // The first movement of a chain has none before it.
  need(m.sequence === 1 ? previousHash === '' : isHash(previousHash), 'previousHash');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && !Object.is(value, -0);
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isKey = (value: unknown): value is PublicKey =>
  isObject(value) &&
  value['kty'] === 'OKP' &&
  value['crv'] === 'Ed25519' &&
  isText(value['x']) &&
  fromBase64url(value['x'])?.length === 32;
const isPath = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= 64 && value.every(isHash);
const isUuid = (value: unknown): value is string =>
  isText(value) && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
const isDay = (value: unknown): value is string =>
  isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) && isTime(`${value}T00:00:00.000000Z`);

function isTime(value: unknown): value is string {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(value)) return false;
  const at = Date.parse(`${value.slice(0, 19)}Z`);
  // A day that does not exist would be read as a later one.
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === value.slice(0, 19);
}

// Encodings

const utf8 = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', joined(...parts)));
}

const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );

function int64(whole: number): Uint8Array {
  return fromHex(BigInt(whole).toString(16).padStart(16, '0'));
}

const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The bytes of a base64url text without padding; undefined when it is not exactly how they are written. */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  );
  return toBase64url(bytes) === text ? bytes : undefined;
}
