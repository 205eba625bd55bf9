// Every page of the console, what can be done on it, and the operation behind each button. What a page is for stands in
// console/paths.json. A page or a mutation of the console that is not here fails roles.test.ts.

/** The name of a button, field or switch, and the operations that it sends or leads to; the first that matches counts. */
export type Action = readonly [name: RegExp, ...operations: string[]];

/** An address of a page, with {names} of documents in it, and its actions. */
export interface View {
  readonly at: string;
  readonly actions?: readonly Action[];
}

/** Behind buttons that are tried elsewhere: the first steps of an empty tenant, and what is adjusted from a bin card. */
export const ELSEWHERE = ['createLocation', 'requestAdjustment'];

/** What else is approved by the button of the same name. */
const APPROVED = ['approveTransfer', 'approveTransferShort', 'postStockCount'];

const view = (at: string, ...actions: Action[]): View => ({ at, actions });

export const VIEWS: Readonly<Record<string, readonly View[]>> = {
  '/': [view('/')],
  '/products': [
    view('/products', [/^Choose /, 'updateProduct'], [/^New product$/, 'createProduct']),
  ],
  '/products/$id': ['card', 'flow', 'batches', 'reserved', 'lots', 'facts'].map((tab) =>
    view(`/products/{product}?tab=${tab}`, [/^Edit$/, 'updateProduct']),
  ),
  '/receive': [
    view('/receive?place=L1&product=B', [/^Receive goods$/, 'receiveStock']),
    view('/receive?order={order}', [/^Receive goods$/, 'receiveStock']),
  ],
  '/sell': [view('/sell?place=L1&product=B', [/^Sell$/, 'recordSale'])],
  '/sales': [view('/sales')],
  '/sales/$id': [view('/sales/{sale}', [/^Refund$/, 'refundSale'], [/^Void$/, 'voidSale'])],
  '/receipts': [view('/receipts')],
  '/receipts/$id': [view('/receipts/{receipt}')],
  '/adjustments': [view('/adjustments')],
  '/adjustments/$id': [view('/adjustments/{completedAdjustment}')],
  '/write-offs': [view('/write-offs')],
  '/write-offs/$id': [view('/write-offs/{writeOff}')],
  '/assemblies': [view('/assemblies')],
  '/assemblies/$id': [view('/assemblies/{assembly}')],
  '/lots/$id': [
    view(
      '/lots/{lot}',
      [/^Recall$/, 'recallLot'],
      [/^Quarantine$/, 'quarantineLot'],
      [/^Correct the expiry$/, 'correctLotExpiry'],
    ),
    view(
      '/lots/{heldLot}',
      [/^Recall$/, 'recallLot'],
      [/^Release$/, 'releaseLot'],
      [/^Correct the expiry$/, 'correctLotExpiry'],
    ),
  ],
  '/batches/$id': [view('/batches/{batch}')],
  '/import': [view('/import')],
  '/import/$id': [view('/import/{importRun}')],
  '/sync': [
    view(
      '/sync',
      [/^Automatic sync of/, 'setSyncSourceEnabled', 'importProducts'],
      [/^Sync now$/, 'importProducts', 'exportSales'],
    ),
  ],
  '/sync/new': [view('/sync/new', [/^Add the source$/, 'createSyncSource'])],
  '/sync/$id/rows': [view('/sync/{source}/rows', [/^(Choose|Import|Dry run)/, 'importProducts'])],
  '/sync/$id/configuration': [
    view(
      '/sync/{source}/configuration',
      [/^Save$/, 'updateSyncSource'],
      [/^Test the connection$/, 'testSyncSource'],
    ),
  ],
  '/sync/$id/log': [view('/sync/{source}/log')],
  '/transfers': [
    view(
      '/transfers',
      [/^Approve$/, 'approveTransfer'],
      [/^Send$/, 'dispatchTransfer'],
      [/^All has arrived$/, 'fulfillTransfer'],
    ),
  ],
  '/transfers/new': [view('/transfers/new?from=L1&to=L2')],
  '/orders/new': [view('/orders/new')],
  '/transfers/$id': [
    view(
      '/transfers/{requestedTransfer}',
      [/^Approve$/, 'approveTransfer'],
      [/^Cancel the transfer$/, 'cancelTransfer'],
    ),
    view(
      '/transfers/{approvedTransfer}',
      [/^Send$/, 'dispatchTransfer'],
      [/^Cancel the transfer$/, 'cancelTransfer'],
    ),
    view(
      '/transfers/{sentTransfer}',
      [/^All has arrived$/, 'fulfillTransfer'],
      [/^Close short$/, 'closeTransferShort'],
      [/^Cancel the transfer$/, 'cancelTransfer'],
      [/^(Scan what has arrived|Add|Arrived|Unit|Record the arrival)/, 'receiveTransfer'],
    ),
  ],
  '/approvals': [
    view(
      '/approvals',
      [/^Carry out$/, 'completeAdjustment'],
      [/^Approve$/, 'approveAdjustment', ...APPROVED],
      [/^Reject$/, 'rejectAdjustment', 'rejectTransferShort', 'cancelTransfer'],
    ),
  ],
  '/counts': [
    view('/counts', [/^(Start|Place|Blind.*)$/, 'startStockCount'], [/^Count \d/, 'startDueCount']),
  ],
  '/counts/$id': [
    view(
      '/counts/{openCount}',
      [/^Post$/, 'postStockCount', 'rebaseStockCount'],
      [/^Cancel the count$/, 'cancelStockCount'],
      [/^Also what agrees$/],
      [/./, 'recordCount'],
    ),
    view(
      '/counts/{blindCount}',
      [/^I have finished$/, 'submitStockCount'],
      [/^Post$/, 'postStockCount', 'rebaseStockCount'],
      [/^Cancel the count$/, 'cancelStockCount'],
      [/./, 'recordCount'],
    ),
    view('/counts/{postedCount}', [/^Why /, 'explainVariances']),
  ],
  '/expiry': [view('/expiry', [/^See what has expired$/, 'writeOffExpired'])],
  '/discrepancies': [
    view(
      '/discrepancies?run={run}',
      [/^Compare now$/, 'reconcile'],
      [/^Repair \d/, 'applyReconciliation'],
    ),
  ],
  '/close': [view('/close', [/^Close \d/, 'closeDay'])],
  '/labels': [view('/labels?product={product}')],
  '/orders': [view('/orders')],
  '/orders/$id': [
    view(
      '/orders/{draftOrder}',
      [/^Place it$/, 'placePurchaseOrder'],
      [/^Cancel it$/, 'cancelPurchaseOrder'],
    ),
    view(
      '/orders/{partialOrder}',
      [/^Change the day$/, 'expectPurchaseOrder'],
      [/^Close short$/, 'closePurchaseOrderShort'],
    ),
  ],
  '/reorder': [view('/reorder', [/^(Order|Save as a draft)/, 'createPurchaseOrder'])],
  '/reports': [view('/reports')],
  '/reports/$report': [
    ...['stock', 'value', 'margin', 'age', 'abc', 'variances', 'continuity'],
    'daily?product=B',
  ].map((report) => view(`/reports/${report}`)),
  '/integrity': [view('/integrity', [/^Verify now$/, 'verifyLedger'])],
  '/channels': [view('/channels', [/^Mark .* as sent$/, 'markCorrectionSent'])],
  '/webhooks': [
    view(
      '/webhooks',
      [/^Make a webhook$/, 'createWebhook'],
      [/^Deliveries to/, 'setWebhookEnabled'],
      [/^Delete$/, 'deleteWebhook'],
    ),
  ],
  '/audit': [view('/audit')],
  '/users': [
    view(
      '/users',
      [/^Invite a person$/, 'inviteUser'],
      [/^N$/, 'setUserRole', 'setUserActive', 'resetUser'],
    ),
  ],
  '/tokens': [
    view('/tokens', [/^Make a token$/, 'createApiToken'], [/^Revoke /, 'revokeApiToken']),
  ],
  '/places': [
    view(
      '/places',
      [/^New place$/, 'createLocation'],
      [/^New supplier$/, 'createSupplier'],
      [/./, 'updateLocation', 'updateSupplier'],
    ),
  ],
  '/settings': [view('/settings', [/^Save$/, 'updateSettings'])],
};
