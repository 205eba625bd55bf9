import { Authorized, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { brokenChains, systemStatus } from '../database/queries/verification';
import { BrokenChain, SystemStatus } from '../schema/system-status';
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

  @FieldResolver(() => [BrokenChain], {
    description: 'The chains that do not verify, the first found first; at most 10,000.',
  })
  chains(@Ctx() context: RequestContext): Promise<BrokenChain[]> {
    return context.snapshot.query(brokenChains);
  }
}
