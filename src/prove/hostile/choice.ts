import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { escapeLiteral } from 'pg';
import { anyIndex } from '../model/choices';
import type { World } from '../model/world';

/** The random choices of an attempt. */
export interface Choice {
  readonly role: 'bincard_app' | 'bincard_owner';
  /** Whether a superuser's login grants the role the right to make temporary tables, for the attempt. */
  readonly granted: boolean;
  /** Which of the newest documents. */
  readonly which: number;
  /** Which of several values. */
  readonly option: number;
}

export const anyChoice: fc.Arbitrary<Choice> = fc.record({
  role: fc.constantFrom('bincard_app', 'bincard_owner'),
  granted: fc.boolean(),
  which: anyIndex,
  option: anyIndex,
});

/**
 * Fills the parameters of an attack, such as `:sale`, with what the sessions wrote last; `:new_...` is an id of its own.
 * Undefined when nothing of the kind is written yet.
 */
export type Filler = (sql: string) => string | undefined;

export function fillerOf(world: World, choice: Choice): Filler {
  const values = valuesOf(world, choice);
  return (sql) => {
    let isComplete = true;
    const filled = sql.replace(/(?<!:):([a-z_]+)/g, (_, name: string) => {
      if (name.startsWith('new_')) values[name] ??= randomUUID();
      const value = values[name];
      if (value === undefined) isComplete = false;
      return escapeLiteral(value ?? '');
    });
    return isComplete ? filled : undefined;
  };
}

function valuesOf(world: World, choice: Choice): Record<string, string | undefined> {
  const sale = world.sales.pick(choice.which);
  return {
    tenant: world.tenantId,
    // The least busy of each for documents of the attack's own, so that the other sessions seldom wait for their locks.
    product: world.products.at(-1),
    location: world.locations.at(-1),
    other_location: world.locations[0],
    option: String(choice.option),
    sale: sale?.id,
    sale_line: sale?.lines[choice.option % sale.lines.length]?.id,
    receipt: world.receipts.pick(choice.which)?.id,
    batch: world.batches.pick(choice.which)?.id,
    reservation: world.reservations.pick(choice.which)?.id,
    transfer: world.transfers.pick(choice.which)?.id,
    adjustment: world.adjustments.pick(choice.which)?.id,
    count: world.counts.pick(choice.which)?.id,
    kit: world.kits[choice.which % world.kits.length]?.id,
    order: world.orders.pick(choice.which)?.id,
    assembly: world.assemblies.pick(choice.which)?.id,
  };
}
