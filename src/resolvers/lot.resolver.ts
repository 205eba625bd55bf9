import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Lot } from '../entities/lot.entity';
import { checkId, checkInput } from '../input/validate';
import { LotTrace } from '../schema/batch-trace';
import { LotStatus } from '../schema/enums';
import { LocalDate, SafeInt } from '../schema/scalars';
import type { RequestContext } from './context';
import { rowOf } from './selected-rows';
import { lotsById } from './reads';

const HOLD_ERRORS = 'Errors: ILLEGAL_TRANSITION, LOT_UNKNOWN, REASON_MISSING.';

@Resolver()
export class LotResolver {
  @Authorized()
  @Query(() => Lot, { nullable: true, description: 'A lot by its id; null when there is none.' })
  lot(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Lot | null> {
    return rowOf(context, lotsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => LotTrace, {
    nullable: true,
    description:
      'For a recall: where a lot came from (receipts, suppliers), where it went (locations, transfers, sales) and where the rest is, over all its batches. Null when there is no such lot.',
  })
  async traceLot(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<LotTrace | null> {
    const lot = await context.loaders.one(lotsById, checkId(id, 'id'));
    return lot && { lotId: lot.id };
  }

  @Authorized('manager')
  @Mutation(() => Lot, {
    description: `Quarantines a lot: the stock of all its batches, at every location and still to come, is no longer available. ${HOLD_ERRORS}`,
  })
  quarantineLot(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Lot> {
    return this.hold(context, { id, hold: LotStatus.QUARANTINED, reason });
  }

  @Authorized('manager')
  @Mutation(() => Lot, {
    description: `Recalls a lot, with all its batches, at every location and still to come; traceLot shows where it went. ${HOLD_ERRORS}`,
  })
  recallLot(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Lot> {
    return this.hold(context, { id, hold: LotStatus.RECALLED, reason });
  }

  @Authorized('manager')
  @Mutation(() => Lot, {
    description: `Ends the quarantine or recall of a lot. A batch that is held by itself stays held. ${HOLD_ERRORS}`,
  })
  releaseLot(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Lot> {
    return this.hold(context, { id, hold: null, reason });
  }

  @Authorized('manager')
  @Mutation(() => Lot, {
    description:
      'Corrects the expiry date of a lot and so of all its batches; null: it does not expire. The order of sale and what is available follow at once; what was sold before stays as it was. The audit log keeps both dates. Errors: LOT_UNKNOWN, REASON_MISSING, STALE_VERSION.',
  })
  async correctLotExpiry(
    @Ctx() context: RequestContext,
    @Arg('lotId', () => ID) lotId: string,
    @Arg('reason', () => String) reason: string,
    @Arg('expiryDate', () => LocalDate, {
      nullable: true,
      description: 'The last day of sale; it may be before the lot was received.',
    })
    expiryDate?: string,
    @Arg('expectedVersion', () => SafeInt, {
      nullable: true,
      description:
        'The version that the caller read; STALE_VERSION when the lot has changed since.',
    })
    expectedVersion?: number,
  ): Promise<Lot> {
    const input = { lotId, expiryDate, reason, expectedVersion };
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('correct_lot_expiry', input, '');
    return context.loaders.existing(lotsById, id);
  }

  private async hold(
    context: RequestContext,
    input: { id: string; hold: LotStatus | null; reason: string },
  ): Promise<Lot> {
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('hold_lot', input, '');
    return context.loaders.existing(lotsById, id);
  }
}
