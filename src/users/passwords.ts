import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { badInput } from '../input/bad-input';

// Argon2id as OWASP advises; a hash needs 19 MB and some 20 ms of a processor.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 12;
/** Long enough for any sentence. Longer ones would only cost time. */
const LONGEST = 256;

const MOST_AT_ONCE = 2;
const MOST_WAITING = 50;

/** More passwords wait to be compared than a server takes on. */
export class TooManyPasswords extends Error {}

let running = 0;
const waiting: (() => void)[] = [];

/** Computes at most two hashes at once, so that sign-ins leave the processor and the memory to the others. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new TooManyPasswords();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** One spelling of what is typed on different keyboards. */
const spelled = (password: string) => password.normalize('NFKC');

/** The hash of a new password; throws BadInput for one that is too short or too long. */
export function hashPassword(password: string): Promise<string> {
  const length = [...spelled(password)].length;
  if (length < SHORTEST || length > LONGEST) {
    const message = `The password has ${length} ${length === 1 ? 'character' : 'characters'}: ${SHORTEST} to ${LONGEST} are needed`;
    throw badInput('password', message, { length, minimum: SHORTEST, maximum: LONGEST });
  }
  return inTurn(() => hash(spelled(password), OPTIONS));
}

let nobodys: Promise<string> | undefined;

/**
 * Whether a password is the one of a hash. Without a hash the same work is done for nothing: the time says nothing
 * about whether the account exists.
 */
export async function isPassword(password: string, of: string | undefined): Promise<boolean> {
  nobodys ??= hash(randomBytes(32), OPTIONS);
  const known = of ?? (await nobodys);
  // Cut, and not refused: any password that was set is shorter.
  const given = spelled(password.slice(0, 4 * LONGEST));
  const same = await inTurn(() => verify(known, given));
  return same && of !== undefined;
}

/** Computes the hash that stands in for an unknown account, so that the first sign-in takes no longer than others. */
export async function preparePasswords(): Promise<void> {
  nobodys ??= hash(randomBytes(32), OPTIONS);
  await nobodys;
}
