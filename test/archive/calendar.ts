import type { TestDatabase } from '../support/database';

/**
 * Moves the calendar of a test's database: the business date of now is so many days before the real one. Documents of any
 * kind can so be written on days that are then over.
 */
export async function daysAgo(database: TestDatabase, days: number): Promise<void> {
  await database.pools.super.query(
    `create or replace function inventory.business_date(p_time_zone text, p_at timestamptz) returns date
     language sql stable parallel safe return (p_at at time zone p_time_zone)::date - ${days}`,
  );
}
