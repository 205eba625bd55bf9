import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Adjustment } from '../entities/adjustment.entity';
import type { Connection } from '../schema/connections';
import { AdjustmentStatus } from '../schema/enums';
import { badInput } from '../input/bad-input';
import { RequestAdjustmentInput } from '../schema/inputs/adjustment.input';
import { AdjustmentConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { DocumentListArgs } from '../schema/list-args';
import { checkId, checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './pages';
import { rowOf } from './selected-rows';
import { adjustmentsById } from './reads';

@Resolver()
export class AdjustmentResolver {
  @Authorized()
  @Query(() => Adjustment, {
    nullable: true,
    description: 'An adjustment by its id; null when there is none.',
  })
  adjustment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Adjustment | null> {
    return rowOf(context, adjustmentsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => AdjustmentConnection, {
    description:
      'Adjustments by when they were requested; with filters, those that match all of them.',
  })
  adjustments(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('status', () => AdjustmentStatus, { nullable: true }) status?: AdjustmentStatus,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('batchId', () => ID, { nullable: true }) batchId?: string,
  ): Promise<Connection<Adjustment>> {
    const where = {
      status,
      locationId: checkId(locationId, 'locationId'),
      batchId: checkId(batchId, 'batchId'),
    };
    return entityPage(context, 'adjustments', Adjustment, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => Adjustment, {
    description:
      'Requests an adjustment of one batch at one location. Stock changes only when the adjustment is completed. Errors: BATCH_UNKNOWN, BATCH_VOIDED, BATCH_OR_LOT, BATCH_AMBIGUOUS, LOCATION_UNKNOWN, UNIT_UNKNOWN, ADJUSTMENT_SIGN, QUANTITY_ZERO, QUANTITY_TOO_LARGE, STALE_VERSION, REASON_MISSING, BUSINESS_DATE_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED.',
  })
  async requestAdjustment(
    @Ctx() context: RequestContext,
    @Arg('input', () => RequestAdjustmentInput) input: RequestAdjustmentInput,
  ): Promise<Adjustment> {
    const { quantity, ...rest } = input;
    checkInput(rest);
    if (quantity === 0) {
      throw badInput(
        'input.quantity',
        'An adjustment must change the quantity',
        {},
        'quantity_zero',
      );
    }
    const { id } = await context.write<{ id: string }>('request_adjustment', input);
    return context.loaders.existing(adjustmentsById, id);
  }

  @Authorized('manager')
  @Mutation(() => Adjustment, {
    description:
      'Approves a PENDING adjustment, so that it can be completed. Errors: SELF_APPROVAL, ILLEGAL_TRANSITION, ADJUSTMENT_UNKNOWN.',
  })
  approveAdjustment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Adjustment> {
    return this.step(context, { id, status: AdjustmentStatus.APPROVED });
  }

  @Authorized('manager')
  @Mutation(() => Adjustment, {
    description:
      'Rejects a PENDING or APPROVED adjustment. Errors: ILLEGAL_TRANSITION, ADJUSTMENT_UNKNOWN, REASON_MISSING.',
  })
  rejectAdjustment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Adjustment> {
    return this.step(context, { id, status: AdjustmentStatus.REJECTED, reason });
  }

  @Authorized('manager')
  @Mutation(() => Adjustment, {
    description:
      'Applies an APPROVED adjustment to stock, once. Errors: STALE_VERSION, INSUFFICIENT_STOCK, RESERVED_EXCEEDS_STOCK, BATCH_VOIDED, BUSINESS_DATE_OUT_OF_ORDER, ILLEGAL_TRANSITION, ADJUSTMENT_UNKNOWN.',
  })
  completeAdjustment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('expectedSequence', () => SafeInt, {
      nullable: true,
      description:
        'The sequence of the last movement that the caller saw of this batch at this location; STALE_VERSION when it has moved since.',
    })
    expectedSequence?: number,
  ): Promise<Adjustment> {
    return this.step(context, { id, status: AdjustmentStatus.COMPLETED, expectedSequence });
  }

  private async step(
    context: RequestContext,
    input: { id: string; status: AdjustmentStatus; reason?: string; expectedSequence?: number },
  ): Promise<Adjustment> {
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('set_adjustment_status', input, '');
    return context.loaders.existing(adjustmentsById, id);
  }
}
