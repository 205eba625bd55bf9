import type { Snapshot } from '../database/snapshot';
import { movementsPosition, movementsSince } from '../database/queries/movements';
import type { Movement } from '../entities/movement.entity';
import { after, BEGINNING, type Position } from './position';

/** Movements with where each stands. */
export interface FeedPage {
  readonly movements: (Movement & { transactionId: string })[];
  /** Where to go on; the position asked from when there was nothing. */
  readonly end: Position;
}

/** What committed after a position, at most `limit` movements. Nothing that commits later can come before them. */
export async function readFeed(
  snapshot: Snapshot,
  from: Position | undefined,
  limit: number,
): Promise<FeedPage> {
  const start = from ?? BEGINNING;
  const movements = await snapshot.query(movementsSince, { ...start, limit });
  return { movements, end: positionOf(movements.at(-1)) ?? start };
}

export function positionOf(
  movement: (Movement & { transactionId: string }) | undefined,
): Position | undefined {
  return movement && { transactionId: movement.transactionId, movementId: movement.id };
}

/** The position after everything that is committed for good. */
export async function presentPosition(snapshot: Snapshot): Promise<Position> {
  const { transactionId } = await snapshot.query(movementsPosition);
  return after(transactionId);
}
