import type { Snapshot } from '../database/snapshot';
import { lastClosedDay } from '../database/queries/tenants';
import { allBrokenChains } from '../database/queries/verification';
import type { Checkpoint } from './checkpoint-file';
import { computeHash, readClosedDays, readHeads, type Head } from './closed-days';
import { withNames, type Names } from './names';
import { withProgress } from './terminal/progress';
import type { TenantSession } from './tenant-session';

interface BrokenChain {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly what: string;
  readonly foundAt: string;
}

interface WrongDay {
  readonly businessDate: string;
  readonly what: string;
}

/** The first chain whose end is not what the file says it was. */
interface HeadDifference extends Pick<Names, 'batchNumber' | 'locationCode'> {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly what: string;
}

export interface Verification {
  readonly tenant: string;
  readonly mode: string;
  readonly movements: number;
  readonly chains: number;
  readonly broken: (BrokenChain & Names)[];
  readonly closedDays: number;
  readonly firstWrongDay: WrongDay | null;
  /** Against the exported checkpoint, when one was given. */
  readonly checkpoint: {
    readonly businessDate: string;
    readonly day: 'fits' | 'not closed' | 'another hash';
    readonly firstDifference: HeadDifference | null;
  } | null;
}

/** Every chain computed anew, every closed day against it, and an exported checkpoint against both. */
export async function verifyTenant(
  session: TenantSession,
  mode: 'FULL' | 'INCREMENTAL',
  checkpoint?: Checkpoint,
): Promise<Verification> {
  const run = await session.write<{ mode: string; movements: number; chains: number }>('verify', {
    mode,
  });
  return session.read(async (snapshot) => {
    const broken = await snapshot.query(allBrokenChains);
    const days = await readClosedDays(snapshot);
    return {
      ...{ tenant: session.code, mode: run.mode, movements: run.movements, chains: run.chains },
      broken: await withNames(snapshot, broken),
      closedDays: days.length,
      firstWrongDay: await findWrongDay(snapshot),
      checkpoint: checkpoint ? await against(snapshot, checkpoint) : null,
    };
  });
}

export function isSound({ broken, firstWrongDay, checkpoint }: Verification): boolean {
  const kept = !checkpoint || (checkpoint.day === 'fits' && !checkpoint.firstDifference);
  return broken.length === 0 && !firstWrongDay && kept;
}

async function findWrongDay(snapshot: Snapshot): Promise<WrongDay | null> {
  const days = await readClosedDays(snapshot);
  return withProgress(days.length, 'closed days', async (done) => {
    let previous = '';
    for (const [index, { businessDate, hash, previousHash }] of days.entries()) {
      if (previousHash !== previous) {
        return { businessDate, what: 'it does not stand on the closed day before it' };
      }
      if ((await computeHash(snapshot, businessDate, previous)) !== hash) {
        return { businessDate, what: 'the ledger does not fit its checkpoint' };
      }
      previous = hash;
      done(index + 1);
    }
    // Nothing stands on the last days: the tenant's own row still knows that they were closed.
    const tenant = await snapshot.query(lastClosedDay);
    const last = tenant?.lastClosedOn ?? null;
    return last === (days.at(-1)?.businessDate ?? null)
      ? null
      : { businessDate: last ?? days.at(-1)!.businessDate, what: 'its checkpoint is missing' };
  });
}

async function against(
  snapshot: Snapshot,
  { businessDate, hash, heads }: Checkpoint,
): Promise<Verification['checkpoint']> {
  const day = (await readClosedDays(snapshot)).find((one) => one.businessDate === businessDate);
  const difference = firstDifference(heads, await readHeads(snapshot, businessDate));
  const named = await withNames(snapshot, difference ? [difference] : []);
  return {
    businessDate,
    day: !day ? 'not closed' : day.hash === hash ? 'fits' : 'another hash',
    firstDifference: named[0] ?? null,
  };
}

function firstDifference(
  kept: readonly Head[],
  now: readonly Head[],
): Omit<HeadDifference, keyof Names> | null {
  const keyOf = (head: Head) => head.batchId + head.locationId;
  const then = new Map(kept.map((head) => [keyOf(head), head]));
  const today = new Map(now.map((head) => [keyOf(head), head]));
  for (const key of [...new Set([...then.keys(), ...today.keys()])].sort()) {
    const what = headDifference(then.get(key), today.get(key));
    const { batchId, locationId, sequence } = (then.get(key) ?? today.get(key))!;
    if (what) return { batchId, locationId, sequence, what };
  }
  return null;
}

function headDifference(kept: Head | undefined, now: Head | undefined): string | undefined {
  if (!kept) return 'the checkpoint does not know this chain';
  if (!now) return 'this chain is gone';
  if (kept.sequence !== now.sequence)
    return `it ended with movement ${kept.sequence}, now ${now.sequence}`;
  return kept.hash === now.hash ? undefined : 'its last movement has another hash';
}
