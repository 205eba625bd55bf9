import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  compareScope,
  compareStock,
  reconciliationRunsById,
  reconciliationRunsCount,
  reconciliationRunsPage,
} from '../database/queries/reconciliation';
import type { Connection } from '../schema/connections';
import { badInput } from '../input/bad-input';
import { DiscrepancyKind } from '../schema/reconciliation-enums';
import {
  ReconcileInput,
  type ReportedDiscrepancyInput,
} from '../schema/inputs/reconciliation.input';
import { ReconciliationRunConnection } from '../schema/pages';
import { ReconciliationRun, StockComparison } from '../schema/reconciliation';
import { DocumentListArgs } from '../schema/list-args';
import { checkId, checkInput, checkLength } from '../input/validate';
import type { RequestContext } from './context';
import { daysOf, pageOf } from './pages';
import { requireTenant } from './tenant';
import { batchesById, locationsById, productsById } from './reads';

const MAX_REPORT = 10_000;

@Resolver()
export class ReconciliationResolver {
  @Authorized()
  @Query(() => StockComparison, {
    description:
      'Compares stored figures with the data they are derived from, in one snapshot. A ledger of several million movements exceeds the time limit of a request (REQUEST_TIMEOUT): compare by product or location, or use `bincard compare`, which has no time limit.',
  })
  async compareStock(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('kinds', () => [DiscrepancyKind], {
      nullable: true,
      description: 'Only discrepancies of these kinds. Default: all.',
    })
    kinds?: DiscrepancyKind[],
  ): Promise<StockComparison> {
    const product = checkId(productId, 'productId');
    const where = { productId: product, locationId: checkId(locationId, 'locationId'), kinds };
    const discrepancies = await context.snapshot.query(compareStock, { ...where, from: null });
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
  @Query(() => ReconciliationRun, {
    nullable: true,
    description: 'A reconciliation run by its id; null when there is none.',
  })
  reconciliationRun(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ReconciliationRun | null> {
    return context.loaders.one(reconciliationRunsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => ReconciliationRunConnection, {
    description: 'Reconciliation runs by when they were started.',
  })
  reconciliationRuns(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
  ): Promise<Connection<ReconciliationRun>> {
    const list = {
      kind: 'reconciliation-runs',
      page: reconciliationRunsPage,
      count: reconciliationRunsCount,
    };
    return pageOf(context, list, daysOf(page), page);
  }

  @Authorized('admin')
  @Mutation(() => ReconciliationRun, {
    description:
      'Compares, and saves the discrepancies as a run. With dryRun false it also repairs each figure that still differs exactly as found. Movements never change. A status or a listing (NOT_LISTED) changes only where `kinds` names that kind alone; elsewhere its lines are SKIPPED. A ledger of several million movements exceeds the time limit of a request (REQUEST_TIMEOUT): reconcile by product or location, or use `bincard reconcile`, which has no time limit. Errors: RECONCILIATION_RUNNING, PRODUCT_UNKNOWN, LOCATION_UNKNOWN.',
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
      'Applies the repairs that a run planned, to each figure that still differs exactly as found. Repeating it changes nothing more. Errors: RECONCILIATION_RUNNING, RECONCILIATION_UNKNOWN.',
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

/** Refuses a report that refers to unknown rows: the run is saved, and its relations are read later. */
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
