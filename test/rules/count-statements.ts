import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import { stepSql } from './statements';

/** A line of a stock count without a figure; place and product matter only where no trigger stamps them. */
export function countLineSql(shop: TestShop, count: string, batch: string): string {
  return `insert into inventory.stock_count_lines (tenant_id, id, stock_count_id, location_id, product_id, batch_id, expected_quantity, seen_sequence)
    values ('${shop.tenant}', inventory.uuid_v7(), '${count}', '${shop.location}', '${shop.product}', '${batch}', 0, 0);`;
}

/** A counted quantity; the unit's factor and the positions matter only where no trigger stamps them. */
export function countEntrySql(
  shop: TestShop,
  count: string,
  batch: string,
  counted: number | string,
  sequence: number | 'null' = 'null',
): string {
  return `insert into inventory.stock_count_entries (tenant_id, stock_count_id, batch_id, entry_number, quantity, factor, base_quantity, sequence, chain_sequence)
    values ('${shop.tenant}', '${count}', '${batch}', 1, ${counted}, 1, ${counted}, ${sequence}, 0);`;
}

/** A stock count at the shop's location of one batch, what happens meanwhile, and its posting. */
export function countedSql(shop: TestShop, batch: string, counted: number, meanwhile = ''): string {
  const id = randomUUID();
  return `insert into inventory.stock_counts (tenant_id, id, location_id, product_ids) values ('${shop.tenant}', '${id}', '${shop.location}', '{}');
    ${countEntrySql(shop, id, batch, counted)} ${meanwhile}
    ${stepSql('stock_counts', id, 'POSTED', { post_reason: 'counted' })}`;
}

/** What the session's actor has entered, submitted; the figures matter only where no trigger stamps them. */
export function tallySql(shop: TestShop, count: string, batch: string, quantity = 0): string {
  return `insert into inventory.stock_count_tallies (tenant_id, stock_count_id, batch_id, tally_number, entry_number, quantity, sequence, actor, recorded_at)
    values ('${shop.tenant}', '${count}', '${batch}', 9, 1, ${quantity}, 0, 'tester', now());`;
}

/** Whoever writes from here on. */
export const actorSql = (actor: string): string =>
  `select set_config('app.actor', '${actor}', true);`;
