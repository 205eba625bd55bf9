import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  channelCorrectionsById,
  channelCorrectionsCount,
  channelCorrectionsPage,
  compareScope,
  compareStock,
  reconciliationRunsById,
  reconciliationRunsCount,
  reconciliationRunsPage,
} from '../database/queries/reconciliation';
import type { Connection } from '../schema/connections';
import { badInput } from '../input/bad-input';
import { DiscrepancyKind } from '../schema/enums';
import {
  ChannelStockInput,
  ReconcileInput,
  type ReportedDiscrepancyInput,
} from '../schema/inputs/reconciliation.input';
import { ChannelCorrectionConnection, ReconciliationRunConnection } from '../schema/pages';
import { ChannelCorrection, ReconciliationRun, StockComparison } from '../schema/reconciliation';
import { SafeInt } from '../schema/scalars';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './lists';
import { requireTenant } from './tenant';
import { batchesById, locationsById, productsById } from './reads';

const MAX_REPORT = 10_000;
const MAX_CHANNEL_LINES = 5_000;

@Resolver()
export class ReconciliationResolver {
  @Authorized()
  @Query(() => StockComparison, {
    description:
      'Compares every figure with what it is made of, in one snapshot: all, or one product, location or some kinds. A ledger of several million movements takes longer than a request may (REQUEST_TIMEOUT): ask by product or location, or use bincard compare, which has no limit.',
  })
  async compareStock(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('kinds', () => [DiscrepancyKind], { nullable: true }) kinds?: DiscrepancyKind[],
  ): Promise<StockComparison> {
    const product = checkId(productId, 'productId');
    const where = { productId: product, locationId: checkId(locationId, 'locationId'), kinds };
    const discrepancies = await context.snapshot.query(compareStock, where);
    const { comparedAt, productsCompared } = await context.snapshot.query(compareScope, {
      productId: product,
    });
    const differing = new Set(discrepancies.map((found) => found.productId)).size;
    return {
      comparedAt,
      productsCompared,
      productsMatching: productsCompared - differing,
      discrepancies,
    };
  }

  @Authorized()
  @Query(() => ReconciliationRun, { nullable: true, description: 'A reconciliation run.' })
  reconciliationRun(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ReconciliationRun | null> {
    return context.loaders.one(reconciliationRunsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => ReconciliationRunConnection, { description: 'Runs in the order of time.' })
  reconciliationRuns(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<ReconciliationRun>> {
    const list = {
      kind: 'reconciliation-runs',
      page: reconciliationRunsPage,
      count: reconciliationRunsCount,
    };
    return pageOf(context, list, {}, first, after);
  }

  @Authorized()
  @Query(() => ChannelCorrectionConnection, {
    description: 'What channels have still to be told, in the order of time.',
  })
  channelCorrections(
    @Ctx() context: RequestContext,
    @Arg('channel', () => String, { nullable: true }) channel?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<ChannelCorrection>> {
    checkText(channel, 'channel');
    const list = {
      kind: 'channel-corrections',
      page: channelCorrectionsPage,
      count: channelCorrectionsCount,
    };
    return pageOf(context, list, { channel }, first, after);
  }

  @Authorized('clerk')
  @Mutation(() => ChannelCorrection, {
    description:
      "Says that a channel's connector has sent a correction; a second time changes nothing. Errors: CORRECTION_UNKNOWN.",
  })
  async markCorrectionSent(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ChannelCorrection> {
    checkInput({ id }, '');
    await context.write('mark_correction_sent', { id }, '');
    return context.loaders.existing(channelCorrectionsById, id.toLowerCase());
  }

  @Authorized('clerk')
  @Mutation(() => SafeInt, {
    description:
      'Keeps what a channel shows and returns how many lines; at most 5,000 at once. Errors: PRODUCT_UNKNOWN, LOCATION_UNKNOWN, TEXT_INVALID.',
  })
  reportChannelStock(
    @Ctx() context: RequestContext,
    @Arg('channel', () => String) channel: string,
    @Arg('stock', () => [ChannelStockInput]) stock: ChannelStockInput[],
  ): Promise<number> {
    checkText(channel, 'channel');
    stock.forEach(({ sku, locationCode }, index) => {
      checkText(sku, `stock[${index}].sku`);
      checkText(locationCode, `stock[${index}].locationCode`);
    });
    checkLength(stock, 'stock', MAX_CHANNEL_LINES);
    return context.write<number>('report_channel_stock', { channel, stock }, '');
  }

  @Authorized('admin')
  @Mutation(() => ReconciliationRun, {
    description:
      'Compares and keeps what differs as a run; with dryRun false repairs it too: only what still differs exactly as seen. The ledger is never changed. A ledger of several million movements takes longer than a request may (REQUEST_TIMEOUT): ask by product or location, or use bincard reconcile, which has no limit. Errors: RECONCILIATION_RUNNING, PRODUCT_UNKNOWN, LOCATION_UNKNOWN.',
  })
  async reconcile(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReconcileInput, { nullable: true }) input?: ReconcileInput,
  ): Promise<ReconciliationRun> {
    checkInput(input ?? {});
    checkLength(input?.report ?? [], 'input.report', MAX_REPORT);
    await requireTenant(context);
    await checkReport(context, input?.report ?? []);
    const { id } = await context.write<{ id: string }>('reconcile', input ?? {});
    return this.run(context, id);
  }

  @Authorized('admin')
  @Mutation(() => ReconciliationRun, {
    description:
      'Repairs what a run planned: only what still differs exactly as seen; a second time nothing is left to do. Errors: RECONCILIATION_RUNNING, RECONCILIATION_UNKNOWN.',
  })
  async applyReconciliation(
    @Ctx() context: RequestContext,
    @Arg('runId', () => ID) runId: string,
  ): Promise<ReconciliationRun> {
    checkInput({ runId }, '');
    const { id } = await context.write<{ id: string }>('apply_reconciliation', { runId }, '');
    return this.run(context, id);
  }

  private run(context: RequestContext, id: string): Promise<ReconciliationRun> {
    return context.loaders.existing(reconciliationRunsById, id);
  }
}

function checkLength(items: unknown[], field: string, maximum: number): void {
  if (items.length > maximum) {
    throw badInput(field, `${field} must hold at most ${maximum} lines`, { maximum });
  }
}

/** What a report names has to be there: a run is kept, and read with what its lines are about. */
async function checkReport(
  { loaders }: RequestContext,
  report: readonly ReportedDiscrepancyInput[],
): Promise<void> {
  const known = {
    product: (id: string) => loaders.one(productsById, id),
    location: (id: string) => loaders.one(locationsById, id),
    batch: (id: string) => loaders.one(batchesById, id),
  };
  await Promise.all(
    report.flatMap((line, index) =>
      (['product', 'location', 'batch'] as const).map(async (kind) => {
        const id = line[`${kind}Id`];
        if (!id || (await known[kind](id.toLowerCase()))) return;
        const field = `input.report[${index}].${kind}Id`;
        throw badInput(field, `There is no such ${kind}`, {}, `${kind}_unknown`);
      }),
    ),
  );
}
