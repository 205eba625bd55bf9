import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { brokenChains, systemStatus } from '../database/queries/verification';
import { BrokenChain, WrongAnchor, WrongAuditEntry, WrongDay } from '../schema/scan-findings';
import { SystemStatus } from '../schema/system-status';
import type { RequestContext } from './context';

@Resolver(() => SystemStatus)
export class SystemStatusResolver {
  @Authorized()
  @Query(() => SystemStatus, {
    description:
      'Results of the last scan of the tenant, and discrepancies found and repaired in the last 24 hours.',
  })
  systemStatus(@Ctx() context: RequestContext): Promise<SystemStatus> {
    return context.snapshot.query(systemStatus);
  }

  @FieldResolver(() => WrongDay, {
    nullable: true,
    description:
      'The first closed day that failed verification in the last scan; null when all passed.',
  })
  firstWrongDay(@Root() { wrongDay, wrongDayWhat }: SystemStatus): WrongDay | null {
    if (wrongDay === null || wrongDayWhat === null) return null;
    return { businessDate: wrongDay, what: wrongDayWhat };
  }

  @FieldResolver(() => WrongAnchor, {
    nullable: true,
    description:
      'The first anchor of a closed day that is not what the movements say, found by the last scan; null: none.',
  })
  firstWrongAnchor(@Root() status: SystemStatus): WrongAnchor | null {
    const { wrongAnchorDay: businessDate, wrongAnchorBatchId: batchId } = status;
    const { wrongAnchorLocationId: locationId, wrongAnchorWhat: what } = status;
    if (businessDate === null || batchId === null || locationId === null || what === null)
      return null;
    return { businessDate, batchId, locationId, what };
  }

  @FieldResolver(() => WrongAuditEntry, {
    nullable: true,
    description: 'The first audit entry that did not verify in the last scan; null: none.',
  })
  firstWrongEntry(@Root() status: SystemStatus): WrongAuditEntry | null {
    const { wrongAuditEntity: entity, wrongAuditEntityId: entityId } = status;
    const { wrongAuditSequence: sequence, wrongAuditWhat: what } = status;
    if (entity === null || entityId === null || sequence === null || what === null) return null;
    return { entity, entityId, sequence, what };
  }

  @FieldResolver(() => [BrokenChain], {
    description: 'Chains that fail verification, the first found first. At most 10,000.',
  })
  chains(@Ctx() context: RequestContext): Promise<BrokenChain[]> {
    return context.snapshot.query(brokenChains);
  }
}
