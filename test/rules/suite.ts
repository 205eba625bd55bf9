import { readRules, violationsStatement } from '../../src/lifecycle/rules';
import { toGraphQLError } from '../../src/server/graphql/to-graphql-error';
import { startApi, type Api } from '../support/api';
import { asTenant, refusalOf, type ConnectionRole, type TestDatabase } from '../support/database';
import { checkFacts } from '../support/facts';
import { openShopDatabase, type TestShop } from '../support/shop';

/** A write that a rule must refuse. */
export interface Attack {
  /** The kind of write: INSERT, UPDATE, upsert, COPY, TRUNCATE ... */
  readonly by: string;
  readonly sql: (shop: TestShop) => string;
  /** Roles that must be refused; the app role and the owner when not given. */
  readonly as?: ConnectionRole[];
  /** What refuses it as the app role, where that is not as the case says. */
  readonly appRefusedBy?: AppRefusal;
}

/** The rule itself, or a privilege that the app role does not have; every other role must meet the rule. */
type AppRefusal = 'rule' | 'privilege';

type Race = ((shop: TestShop) => string) | RaceOfTwoRules;

interface RaceOfTwoRules {
  readonly sql: (shop: TestShop) => string;
  /** The rule that refuses some of the sessions, depending on which of them was first. */
  readonly or: string;
}

export interface RuleCase {
  /** A write at the rule's boundary that must be accepted (rolled back afterwards). */
  readonly accepted: (shop: TestShop) => string;
  readonly attacks: Attack[];
  /** What refuses the attacks as the app role: the rule when not given. */
  readonly appRefusedBy?: AppRefusal;
  /** The same through GraphQL: a mutation, and the details of its error. */
  readonly graphql?: {
    readonly query: string;
    readonly variables: (shop: TestShop) => object;
    readonly details?: (shop: TestShop) => object;
    /** Writes what the mutation needs. */
    readonly before?: (shop: TestShop, database: TestDatabase) => Promise<unknown>;
  };
  /** Why the API cannot express it, where it cannot. */
  readonly noGraphql?: string;
  /** Of several concurrent sessions, only the first may make the write at the boundary. */
  readonly race?: true;
  /** More writes that only the first of several concurrent sessions may make, by name. */
  readonly races?: Record<string, Race>;
  /** For load-bearing: which attack (by index) is tried without the guards, as which role. */
  readonly bearing?: { readonly attack: number; readonly as: ConnectionRole };
}

/** load-bearing.test.ts collects the cases here instead of running them. */
export const collector: { cases?: Map<string, RuleCase> } = {};

/** Declares the tests of a rule: the boundary, every attack as every role, GraphQL, races. */
export function ruleSuite(rule: string, ruleCase: RuleCase): void {
  if (collector.cases) {
    collector.cases.set(rule, ruleCase);
    return;
  }
  describe(rule, () => {
    let database: TestDatabase;
    let shop: TestShop;
    let api: Api;

    beforeAll(async () => {
      ({ database, shop } = await openShopDatabase());
      if (ruleCase.graphql) api = await startApi(database, shop.tenant);
    });
    afterAll(async () => {
      await api?.close();
      await database?.drop();
    });

    it('is in the catalog, enabled, with one sentence', async () => {
      const found = (await readRules(database.pools.owner)).find(({ name }) => name === rule);
      expect(found).toMatchObject({ enabled: true, sentences: 1 });
    });

    it('accepts the write at its boundary', async () => {
      expect(await refusalOf(attempt(database, 'app', shop, ruleCase.accepted(shop)))).toBe(
        '(accepted)',
      );
    });

    for (const { by, sql, as = ['app', 'owner'], appRefusedBy } of ruleCase.attacks) {
      it.each(as)(`refuses ${by} as %s`, async (role) => {
        const byPrivilege =
          role === 'app' && (appRefusedBy ?? ruleCase.appRefusedBy) === 'privilege';
        const refusal = refusalOf(
          withItsFacts(attempt(database, role as ConnectionRole, shop, sql(shop))),
        );
        expect(await refusal).toBe(byPrivilege ? 'permission denied' : rule);
      });
    }

    if (ruleCase.graphql) {
      const { query, variables, details, before: prepare } = ruleCase.graphql;
      it('is refused in GraphQL with its code, and writes nothing', async () => {
        await prepare?.(shop, database);
        const before = await footprint(database);
        const { errors } = await api.request(query, variables(shop));
        checkFacts(errors);
        expect(errors?.[0]?.extensions).toMatchObject({
          code: rule.toUpperCase(),
          details: details?.(shop) ?? {},
        });
        expect(await footprint(database)).toEqual(before);
      });
    }

    const races: Record<string, Race> = {
      ...(ruleCase.race && { 'the write at the boundary': ruleCase.accepted }),
      ...ruleCase.races,
    };
    for (const [what, race] of Object.entries(races)) {
      const { sql, or = rule } = typeof race === 'function' ? { sql: race } : race;
      it(`lets one of eight concurrent sessions make ${what}`, async () => {
        const refusals = await Promise.all(
          Array.from({ length: 8 }, () =>
            refusalOf(
              asTenant(database.pools.app, shop.tenant, (client) => client.query(sql(shop))),
            ),
          ),
        );
        const named = refusals.map((refusal) => (refusal === or ? rule : refusal));
        expect(named.sort()).toEqual(['(accepted)', ...Array.from({ length: 7 }, () => rule)]);
      });
    }

    it('leaves no violation of any rule', async () => {
      const rows = await asTenant(database.pools.app, shop.tenant, (client) =>
        client.query(violationsStatement()),
      );
      expect(rows.rows).not.toEqual([]);
      expect(rows.rows.filter((row: { violations: number }) => row.violations > 0)).toEqual([]);
    });
  });
}

/** Fails where a refusal has facts that client/facts.mts does not name, or of another type. */
async function withItsFacts(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    checkFacts([toGraphQLError(error)]);
    throw error;
  }
}

/** Runs SQL as a role, checks the deferred constraints, and rolls everything back. */
export function attempt(
  database: TestDatabase,
  role: ConnectionRole,
  shop: TestShop,
  sql: string,
): Promise<void> {
  return asTenant(
    database.pools[role],
    shop.tenant,
    async (client) => {
      await client.query(sql);
      await client.query('set constraints all immediate');
    },
    'rollback',
  );
}

async function footprint(database: TestDatabase): Promise<unknown> {
  const { rows } = await database.pools.super.query(
    `select (select count(*) from inventory.movements) as movements, (select count(*) from inventory.sales) as sales,
       (select count(*) from inventory.receipts) as receipts, (select count(*) from inventory.refunds) as refunds,
       (select count(*) from inventory.adjustments) as adjustments, (select count(*) from inventory.transfers) as transfers,
       (select count(*) from inventory.stock_counts) as counts, (select count(*) from inventory.reservations) as reservations,
       (select count(*) from inventory.audit_log) as changes, (select sum(reserved) from inventory.stock_levels) as reserved,
       (select count(*) from inventory.idempotency_keys) as keys, (select count(*) from inventory.products) as products,
       (select sum(on_hand) from inventory.stock_levels) as stock`,
  );
  return rows[0];
}
