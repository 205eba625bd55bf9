import type { Snapshot } from '../database/snapshot';
import { archiveAfter, movementsPosition, movementsSince } from '../database/queries/movement-feed';
import { Refusal } from '../database/refusal';
import { badInput } from '../input/bad-input';
import type { Movement } from '../entities/movement.entity';
import { after, BEGINNING, type Position } from './position';

/** A page of movements, each with its transaction. */
export interface FeedPage {
  readonly movements: (Movement & { transactionId: string })[];
  /** The position after the page; the one that was given when the page is empty. */
  readonly end: Position;
}

/**
 * Up to `limit` movements after a position. No movement that commits later can precede them. Throws MOVEMENT_ARCHIVED where
 * some after the position are in an archive, unless the reader says that it has them: `archivedUntil`.
 */
export async function readFeed(
  snapshot: Snapshot,
  from: Position | undefined,
  limit: number,
  archivedUntil?: string | null,
): Promise<FeedPage> {
  const start = from ?? BEGINNING;
  const archive = await snapshot.query(archiveAfter, start);
  if (archive && archive.archivedUntil > (archivedUntil ?? '')) {
    throw badInput(
      'cursor',
      `Movements up to ${archive.archivedUntil} are in an archive`,
      { archivedUntil: archive.archivedUntil },
      'movement_archived',
    );
  }
  const movements = await snapshot.query(movementsSince, { ...start, limit });
  return { movements, end: positionOf(movements.at(-1)) ?? start };
}

export function positionOf(
  movement: (Movement & { transactionId: string }) | undefined,
): Position | undefined {
  return movement && { transactionId: movement.transactionId, movementId: movement.id };
}

/** The position after every transaction that has ended. Throws where the tenant is not here. */
export async function presentPosition(snapshot: Snapshot): Promise<Position> {
  const present = await snapshot.query(movementsPosition);
  if (!present) throw Refusal.of('tenant unknown');
  return after(present.transactionId);
}
