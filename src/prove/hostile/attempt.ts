import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';
import { failureOf } from '../model/failure';
import type { World } from '../model/world';
import { fillerOf, type Choice } from './choice';
import type { Attack } from './attacks';

/** How an attempt ended. */
export type Outcome =
  | { readonly is: 'refused'; readonly by: string }
  /** There was nothing to attack, or what must come first was refused. */
  | { readonly is: 'not tried' }
  /** It was accepted, or something other than its rules refused it. */
  | { readonly is: 'failed'; readonly outcome: string; readonly statement: string };

export const BY_PRIVILEGE = 'privilege';

const NO_PRIVILEGE = '42501';
const NO_DATA_FOUND = 'P0002';
const NOT_TRIED: Outcome = { is: 'not tried' };

/** Tries an attack in a transaction of its own, which is always rolled back: no other session sees what it wrote. */
export async function attempt(
  pool: Pool,
  world: World,
  attack: Attack,
  choice: Choice,
  mayGrant: boolean,
): Promise<Outcome> {
  const fill = fillerOf(world, choice);
  const preparation = fill(attack.preparation);
  const statement = fill(attack.statement)?.trim();
  if (preparation === undefined || statement === undefined) return NOT_TRIED;
  const identity = identityOf(world, attack, choice, mayGrant);
  const client = await pool.connect();
  try {
    const notPrepared = await prepare(client, `begin; ${identity}; ${preparation}`);
    return notPrepared ?? (await execute(client, attack.refusedBy, statement));
  } finally {
    await client.query('rollback').finally(() => client.release());
  }
}

/** Who attacks, for this transaction. A superuser's grant is part of the transaction, so none of it stays. */
function identityOf(world: World, attack: Attack, choice: Choice, mayGrant: boolean): string {
  const grant = `do $$ begin
      execute format('grant temporary on database %I to ${choice.role}', current_database());
    end $$;`;
  return `${attack.isTemporary && choice.granted && mayGrant ? grant : ''} set local role ${choice.role};
    select set_config('app.tenant_id', ${escapeLiteral(world.tenantId)}, true),
      set_config('app.actor', ${escapeLiteral(`hostile: ${attack.session}`)}, true), set_config('app.role', 'admin', true)`;
}

async function prepare(client: PoolClient, sql: string): Promise<Outcome | undefined> {
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.is !== 'defect') return NOT_TRIED; // another session was there first
    return { is: 'failed', outcome: `could not be tried: ${failure.error}`, statement: sql };
  }
}

async function execute(
  client: PoolClient,
  refusedBy: readonly string[],
  statement: string,
): Promise<Outcome> {
  const failed = (outcome: string): Outcome => ({ is: 'failed', outcome, statement });
  try {
    const results = await client.query(`${statement} set constraints all immediate`);
    // Several statements have several results, which the types of node-postgres do not know.
    const found = (results as unknown as QueryResult[]).every(({ rowCount }) => rowCount !== 0);
    return found ? failed('accepted') : NOT_TRIED;
  } catch (error) {
    const by = refuserOf(error);
    if (by === undefined) return NOT_TRIED;
    return refusedBy.includes(by)
      ? { is: 'refused', by }
      : failed(`refused by ${by} instead of ${refusedBy.join(' or ')}`);
  }
}

/** The rule that refused, `privilege`, or the error of something else; undefined where there was nothing to attack. */
function refuserOf(error: unknown): string | undefined {
  const { code } = error as { code?: string };
  if (code === NO_PRIVILEGE) return BY_PRIVILEGE;
  if (code === NO_DATA_FOUND) return undefined;
  const failure = failureOf(error);
  if (failure.is === 'retryable') return undefined;
  return failure.is === 'refused' ? failure.rule : failure.error;
}
