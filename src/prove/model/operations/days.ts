import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readSql } from '../../../database/sql-files';
import { operation } from '../operation';
import { businessDate } from '../choices';

/**
 * Closes a day, whose anchors the rule `anchor_false` holds against the movements. The last few days stay open, so that
 * documents can still be dated back; a day before one that is open or after one that is closed must be refused.
 */
export const closeDay = operation({
  kind: 'close a day',
  weight: 1,
  refusals: ['day_closed', 'earlier_day_open', 'day_not_over'],
  choices: fc.record({ daysAgo: fc.integer({ min: 5, max: 9 }) }),
  async run(session, { daysAgo }) {
    await session.call('close_day', businessDate(daysAgo));
  },
});

interface ClosedDays {
  readonly businessDate: string;
  readonly checkpointHash: string;
  readonly movements: string[];
}

/**
 * Moves closed days out of the ledger. The session keeps their movements, as the file would, so that the invariants still
 * see all of them. Goods that are in transit, and another session that archives at the same moment, may refuse it.
 */
export const archiveDays = operation({
  kind: 'archive days',
  weight: 2,
  refusals: ['archive_false', 'archive_too_early'],
  choices: fc.record({ daysBack: fc.nat(2) }),
  async run(session, { daysBack }) {
    const text = readSql('src/prove/model/archived-days.sql');
    const [days] = await session.read<ClosedDays>(text, [session.world.tenantId, daysBack]);
    if (!days || days.movements.length === 0) return 'idle';
    const { movements, ...facts } = days;
    await session.call('move_out', {
      ...{ ...facts, movements: movements.length, dryRun: false },
      fileHash: createHash('sha256').update(session.key()).digest('hex'), // of no other file
    });
    session.acknowledged.archived.push(...movements);
  },
});
