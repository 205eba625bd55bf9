import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import type { Role } from '../../auth/token';
import { AdjustmentResolver } from '../../resolvers/adjustment.resolver';
import * as adjustmentRelations from '../../resolvers/adjustment-relations.resolver';
import * as assemblyRelations from '../../resolvers/assembly-relations.resolver';
import { AssemblyResolver } from '../../resolvers/assembly.resolver';
import * as batchRelations from '../../resolvers/batch-relations.resolver';
import * as batchesInStock from '../../resolvers/batches-in-stock.resolver';
import * as batchTraceRelations from '../../resolvers/batch-trace-relations.resolver';
import * as lotRelations from '../../resolvers/lot-relations.resolver';
import * as productRelations from '../../resolvers/product-relations.resolver';
import * as purchaseOrderRelations from '../../resolvers/purchase-order-relations.resolver';
import * as reorderResolvers from '../../resolvers/reorder.resolver';
import * as reservationRelations from '../../resolvers/reservation-relations.resolver';
import * as saleRelations from '../../resolvers/sale-relations.resolver';
import * as stockCountRelations from '../../resolvers/stock-count-relations.resolver';
import * as stockReportRelations from '../../resolvers/stock-report-relations.resolver';
import * as supplierRelations from '../../resolvers/supplier-relations.resolver';
import * as transferRelations from '../../resolvers/transfer-relations.resolver';
import { AuditResolver } from '../../resolvers/audit.resolver';
import { AvailabilityResolver } from '../../resolvers/availability.resolver';
import { BatchCostRelations, BatchCostResolver } from '../../resolvers/batch-cost.resolver';
import { BatchResolver } from '../../resolvers/batch.resolver';
import { BinCardResolver } from '../../resolvers/bin-card.resolver';
import * as countPlanRelations from '../../resolvers/count-plan-relations.resolver';
import { CountPlanResolver } from '../../resolvers/count-plan.resolver';
import { ChannelResolver } from '../../resolvers/channel.resolver';
import { DayReportResolver } from '../../resolvers/day-report.resolver';
import { FeedResolver } from '../../resolvers/feed.resolver';
import { IntegrityRuleResolver } from '../../resolvers/integrity-rule.resolver';
import { LedgerResolver } from '../../resolvers/ledger.resolver';
import * as verificationResolvers from '../../resolvers/ledger-verification.resolver';
import { LocationResolver } from '../../resolvers/location.resolver';
import { LotResolver } from '../../resolvers/lot.resolver';
import { ExternalSourceResolver } from '../../resolvers/external-source.resolver';
import { neededRoles } from '../../resolvers/needed-roles';
import { PeopleResolver } from '../../resolvers/people.resolver';
import { ProductResolver } from '../../resolvers/product.resolver';
import * as archiveResolvers from '../../resolvers/archive.resolver';
import { ProofResolver } from '../../resolvers/proof.resolver';
import { ProductCodeResolver } from '../../resolvers/product-code.resolver';
import { PurchaseOrderResolver } from '../../resolvers/purchase-order.resolver';
import { ReceiptResolver } from '../../resolvers/receipt.resolver';
import * as reconciliationRelations from '../../resolvers/reconciliation-relations.resolver';
import { ReconciliationResolver } from '../../resolvers/reconciliation.resolver';
import { ReservationResolver } from '../../resolvers/reservation.resolver';
import { SaleResolver } from '../../resolvers/sale.resolver';
import { SettingsResolver } from '../../resolvers/settings.resolver';
import { StockAuditResolver } from '../../resolvers/stock-audit.resolver';
import { StockCountResolver } from '../../resolvers/stock-count.resolver';
import { StockReportResolver } from '../../resolvers/stock-report.resolver';
import { SupplierResolver } from '../../resolvers/supplier.resolver';
import * as stockValueRelations from '../../resolvers/stock-value-relations.resolver';
import * as syncRelations from '../../resolvers/sync-relations.resolver';
import { ImportRunResolver } from '../../resolvers/import-run.resolver';
import { StockValueResolver } from '../../resolvers/stock-value.resolver';
import { SyncRunResolver } from '../../resolvers/sync-run.resolver';
import { SyncSourceResolver } from '../../resolvers/sync-source.resolver';
import { SystemStatusResolver } from '../../resolvers/system-status.resolver';
import { TransferClosingResolver } from '../../resolvers/transfer-closing.resolver';
import { TransferResolver } from '../../resolvers/transfer.resolver';
import * as varianceResolvers from '../../resolvers/variance.resolver';
import { WebhookResolver } from '../../resolvers/webhook.resolver';
import type { RequestContext } from '../../resolvers/context';
import { isAllowed } from './allowed';
import { prepareLevels } from './levels/prepare';
import { takeCodes } from './take-codes';
import '../../schema/enum-types';

const relationResolvers = [
  ...Object.values(adjustmentRelations),
  ...Object.values(archiveResolvers),
  ...Object.values(assemblyRelations),
  ...Object.values(batchRelations),
  ...Object.values(batchesInStock),
  ...Object.values(batchTraceRelations),
  ...Object.values(countPlanRelations),
  ...Object.values(varianceResolvers),
  ...Object.values(verificationResolvers),
  ...Object.values(lotRelations),
  ...Object.values(productRelations),
  ...Object.values(reconciliationRelations),
  ...Object.values(purchaseOrderRelations),
  ...Object.values(reorderResolvers),
  ...Object.values(reservationRelations),
  ...Object.values(saleRelations),
  ...Object.values(stockCountRelations),
  ...Object.values(stockReportRelations),
  ...Object.values(supplierRelations),
  ...Object.values(stockValueRelations),
  ...Object.values(syncRelations),
  ...Object.values(transferRelations),
] as unknown as [new () => object];

// type-graphql requires a PubSub. Subscriptions here read the ledger and publish nothing.
const NO_PUBSUB = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Subscriptions read the ledger: there are no topics');
  },
};

/** Builds the schema that the server serves; src/schema/schema.graphql is its printed form. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AdjustmentResolver,
      AssemblyResolver,
      AuditResolver,
      AvailabilityResolver,
      BatchCostRelations,
      BatchCostResolver,
      BatchResolver,
      BinCardResolver,
      ChannelResolver,
      CountPlanResolver,
      DayReportResolver,
      FeedResolver,
      IntegrityRuleResolver,
      LedgerResolver,
      LocationResolver,
      LotResolver,
      PeopleResolver,
      ProductCodeResolver,
      ProductResolver,
      ProofResolver,
      PurchaseOrderResolver,
      ReceiptResolver,
      ReconciliationResolver,
      ReservationResolver,
      SaleResolver,
      SettingsResolver,
      StockAuditResolver,
      StockCountResolver,
      StockReportResolver,
      SupplierResolver,
      StockValueResolver,
      ExternalSourceResolver,
      ImportRunResolver,
      SyncRunResolver,
      SyncSourceResolver,
      SystemStatusResolver,
      TransferClosingResolver,
      TransferResolver,
      WebhookResolver,
      ...relationResolvers,
    ],
    authChecker: ({ context }: { context: RequestContext }, roles: Role[]) =>
      isAllowed(context, roles[0] ?? 'viewer'),
    pubSub: NO_PUBSUB,
    // src/input/validate.ts checks inputs, because its errors name the field.
    validate: false,
  });
  const roles = neededRoles();
  takeCodes(schema, (context, field) => isAllowed(context, roles.get(field) ?? 'viewer'));
  prepareLevels(schema);
  return schema;
}
