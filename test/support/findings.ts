import type { Pool, PoolClient } from 'pg';
import { examine, type Finding } from '../../src/lifecycle/doctor';

/** Tests that make a login end its name in eight random digits. */
const OF_A_TEST = /[_ ][0-9a-f]{8}/;

/**
 * What the doctor finds, without the logins of tests that run beside this one: roles and their memberships are shared by
 * all databases of the server.
 */
export async function findingsIn(database: Pool | PoolClient): Promise<Finding[]> {
  const findings = await examine(database);
  return findings.filter(({ object }) => !OF_A_TEST.test(object));
}
