import { today } from '../database/queries/tenants';
import type { Snapshot } from '../database/snapshot';
import { badInput } from '../input/bad-input';

/**
 * Refuses a day of which nothing is known yet: one after the tenant's today. The snapshot is asked only where it can be.
 * `isNeeded`: the field cannot be left out for today.
 */
export async function refuseDayToCome(
  snapshot: Snapshot,
  day: string | null | undefined,
  field: string,
  isNeeded = false,
): Promise<void> {
  // No zone is a day behind this.
  const over = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  if (day === null || day === undefined || day <= over) return;
  const tenant = await snapshot.query(today);
  if (!tenant || day <= tenant.today) return;
  const orToday = isNeeded ? '' : `, or leave ${field} out for today`;
  const message = `${day} has not come yet: at the tenant it is ${tenant.today}. Give that day or an earlier one${orToday}`;
  throw badInput(field, message, { date: day, today: tenant.today });
}
