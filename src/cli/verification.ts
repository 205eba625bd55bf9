import type { Snapshot } from '../database/snapshot';
import { allBrokenChains } from '../database/queries/verification';
import { verifySignatures, type WrongSignature } from '../proofs/signing';
import type { Checkpoint } from './checkpoint-file';
import { readClosedDays, readHeads, type Head } from './closed-days';
import { withNames, type Names } from './names';
import type { TenantSession } from './tenant-session';

interface BrokenChain {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly what: string;
  readonly foundAt: string;
}

interface WrongAnchor {
  readonly businessDate: string;
  readonly batchId: string;
  readonly locationId: string;
  readonly what: string;
}

/** What inventory.verify returns: the worker logs the same, and systemStatus shows it. */
interface VerificationRun {
  readonly mode: string;
  readonly movements: number;
  readonly chains: number;
  readonly closedDays: number;
  /** The closed day at whose anchors an ANCHORED run began. */
  readonly fromDay: string | null;
  readonly anchors: number;
  readonly firstWrongAnchor: WrongAnchor | null;
  readonly firstWrongDay: { readonly businessDate: string; readonly what: string } | null;
  readonly auditEntries: number;
  readonly firstWrongEntry: {
    readonly entity: string;
    readonly entityId: string;
    readonly sequence: number;
    readonly what: string;
  } | null;
}

/** The first chain whose head differs from the one in the file. */
interface HeadDifference extends Pick<Names, 'batchNumber' | 'locationCode'> {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly what: string;
}

export interface Verification extends VerificationRun {
  readonly firstWrongAnchor: (WrongAnchor & Names) | null;
  readonly tenant: string;
  readonly broken: (BrokenChain & Names)[];
  /** Signatures of closed days that were verified, and the first that does not verify. */
  readonly signatures: number;
  readonly firstWrongSignature: WrongSignature | null;
  /** The comparison with an exported checkpoint, when one was given. */
  readonly checkpoint: {
    readonly businessDate: string;
    readonly day: 'fits' | 'not closed' | 'another hash';
    readonly firstDifference: HeadDifference | null;
  } | null;
}

/** Lets the database verify the chains, closed days and audit log, and compares an exported checkpoint with both. */
export async function verifyTenant(
  session: TenantSession,
  mode: 'FULL' | 'ANCHORED' | 'INCREMENTAL',
  checkpoint?: Checkpoint,
): Promise<Verification> {
  const run = await session.write<VerificationRun>('verify', { mode });
  const { movements, chains, closedDays, firstWrongDay, auditEntries, firstWrongEntry } = run;
  const { fromDay, anchors, firstWrongAnchor } = run;
  return session.read(async (snapshot) => {
    const broken = await snapshot.query(allBrokenChains);
    const [wrongAnchor] = await withNames(snapshot, firstWrongAnchor ? [firstWrongAnchor] : []);
    return {
      ...{ tenant: session.code, mode: run.mode, movements, chains },
      broken: await withNames(snapshot, broken),
      ...{ fromDay, anchors, firstWrongAnchor: wrongAnchor ?? null },
      ...{ closedDays, firstWrongDay, auditEntries, firstWrongEntry },
      ...(await verifySignatures(snapshot)),
      checkpoint: checkpoint ? await compareWith(snapshot, checkpoint) : null,
    };
  });
}

export function isSound(result: Verification): boolean {
  const { broken, firstWrongAnchor, firstWrongDay, firstWrongEntry } = result;
  const { firstWrongSignature, checkpoint } = result;
  const kept = !checkpoint || (checkpoint.day === 'fits' && !checkpoint.firstDifference);
  const none = !firstWrongAnchor && !firstWrongDay && !firstWrongEntry && !firstWrongSignature;
  return broken.length === 0 && none && kept;
}

async function compareWith(
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
  if (!kept) return 'the checkpoint does not contain this chain';
  if (!now) return 'this chain is missing';
  if (kept.sequence !== now.sequence)
    return `it ended with movement ${kept.sequence}, now ${now.sequence}`;
  return kept.hash === now.hash ? undefined : 'its last movement has a different hash';
}
