import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { integrityRules } from '../database/queries/rules';
import { violationsStatement } from '../lifecycle/rules';
import { IntegrityRule } from '../schema/integrity-rule';
import { SafeInt } from '../schema/scalars';
import type { RequestContext } from './context';

/** The violations of all rules, counted once per request. */
const counted = new WeakMap<RequestContext, Promise<Map<string, number>>>();

@Resolver(() => IntegrityRule)
export class IntegrityRuleResolver {
  @Authorized()
  @Query(() => [IntegrityRule], { description: 'The rules that the database enforces, by name.' })
  integrityRules(@Ctx() context: RequestContext): Promise<IntegrityRule[]> {
    return context.snapshot.query(integrityRules);
  }

  @FieldResolver(() => SafeInt, {
    description:
      'Rows of the tenant that violate the rule now, counted over the whole ledger; 0 for a rule whose violation leaves no trace in the data. A ledger of many millions of movements exceeds the time limit of a request (REQUEST_TIMEOUT); `bincard rules` has no time limit.',
  })
  async violations(@Root() rule: IntegrityRule, @Ctx() context: RequestContext): Promise<number> {
    let counts = counted.get(context);
    if (!counts) {
      counts = context.snapshot
        .run<{ name: string; violations: number }>(
          { name: 'violations', text: violationsStatement(), prepared: true },
          [],
        )
        .then((rows) => new Map(rows.map((row) => [row.name, row.violations])));
      counted.set(context, counts);
    }
    return (await counts).get(rule.name) ?? 0;
  }
}
