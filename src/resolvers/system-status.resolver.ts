import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { brokenChains, systemStatus } from '../database/queries/verification';
import { BrokenChain, SystemStatus, WrongDay } from '../schema/system-status';
import type { RequestContext } from './context';

@Resolver(() => SystemStatus)
export class SystemStatusResolver {
  @Authorized()
  @Query(() => SystemStatus, {
    description: 'When the tenant was scanned last, and what was found and repaired in 24 hours.',
  })
  systemStatus(@Ctx() context: RequestContext): Promise<SystemStatus> {
    return context.snapshot.query(systemStatus);
  }

  @FieldResolver(() => WrongDay, {
    nullable: true,
    description: 'The first closed day that did not verify in the last scan; null: none.',
  })
  firstWrongDay(@Root() { wrongDay, wrongDayWhat }: SystemStatus): WrongDay | null {
    if (wrongDay === null || wrongDayWhat === null) return null;
    return { businessDate: wrongDay, what: wrongDayWhat };
  }

  @FieldResolver(() => [BrokenChain], {
    description: 'The chains that do not verify, the first found first; at most 10,000.',
  })
  chains(@Ctx() context: RequestContext): Promise<BrokenChain[]> {
    return context.snapshot.query(brokenChains);
  }
}
