import type { TestServer } from '../server/support';

// A shop in which every text that people and other programs write is hostile: markup that would run, text from right to
// left that would turn what follows it, emoji of several parts, and no blank for as long as the column permits.

export const MARKUP = '<img src=x onerror="hostile=1"><script>hostile=1</script>';
const TURNED = '\u202eright to left \u05e9\u05dc\u05d5\u05dd\u202c';
const EMOJI = '\u{1F9C0}\u{1F468}\u200d\u{1F469}\u200d\u{1F467}';

/** A hostile text of a length: what tells it apart comes first. */
export function hostile(of: string, length: number): string {
  const parts = `${of}${MARKUP}${TURNED}${EMOJI}`;
  return `${parts}${'W'.repeat(length)}`.slice(0, length);
}

/** The paths of the pages of what was written. */
export interface HostileShop {
  readonly product: string;
  readonly lot: string;
  readonly batch: string;
  readonly sale: string;
  readonly order: string;
  readonly transfer: string;
  readonly count: string;
  readonly source: string;
  readonly run: string;
  readonly receipt: string;
  readonly adjustment: string;
  readonly writeOff: string;
  readonly assembly: string;
  readonly place: string;
  readonly sku: string;
}

// `length` counts code points in the database, and what is cut in half would be refused: these end in W.
const PLACE = hostile('L', 64 + MARKUP.length).slice(0, 64);
const SKU = `S${MARKUP}`.slice(0, 64);

export async function writeHostileShop(
  server: TestServer,
  file: { folder: string; name: string },
): Promise<HostileShop> {
  const send = async (query: string, variables: object = {}, as = 'tester') => {
    const authorization = `Bearer ${await server.token('admin', as)}`;
    const { data, error } = await server.post({ query, variables }, { authorization });
    if (error) throw new Error(`${query}: ${JSON.stringify(error)}`);
    return data;
  };
  const write = async (name: string, type: string, input: object, fields = 'id') => {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
    return (await send(query, { input }))[name];
  };

  const place = { code: PLACE, name: hostile('Place ', 200), kind: 'STOREFRONT' };
  await write('createLocation', 'CreateLocationInput', place);
  const product = await write('createProduct', 'CreateProductInput', {
    ...{ sku: SKU, name: hostile('Goods ', 200), baseUnit: '<b>u</b>', reorderPoint: 500 },
    units: [{ code: '<i>box</i>', factor: 10 }],
    codes: [{ kind: 'INTERNAL', code: hostile('C', 32) }],
    attributes: { [`<b>a</b>`]: hostile('attribute ', 2000) },
  });
  const supplier = await send(
    'mutation ($code: String!, $name: String!) { createSupplier(code: $code, name: $name, leadTimeDays: 3) { id } }',
    { code: `V${MARKUP}`.slice(0, 64), name: hostile('Supplier ', 200) },
  );
  await write('setSupplierProduct', 'SupplierProductInput', {
    ...{ supplierId: supplier.createSupplier.id, productId: SKU, price: '2.5' },
    code: hostile('V', 128),
  });
  const expiryDate = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  const received = await write(
    ...(['receiveStock', 'ReceiveStockInput'] as const),
    {
      ...{ locationId: PLACE, supplier: hostile('Bought of ', 200) },
      reference: hostile('Note ', 200),
      lines: [
        {
          ...{ productId: SKU, quantity: 100, unitCost: '2', expiryDate },
          batchNumber: hostile('Lot ', 128),
        },
      ],
    },
    'id batches { id lot { id } }',
  );
  const [batch] = received.batches as [{ id: string; lot: { id: string } }];
  const sold = await write(
    ...(['recordSale', 'RecordSaleInput'] as const),
    {
      ...{ locationId: PLACE, receiptNumber: hostile('R', 64) },
      lines: [{ productId: SKU, quantity: 9, unitPrice: '3' }],
    },
    'id lines { id }',
  );
  await write('refundSale', 'RefundSaleInput', {
    ...{ saleId: sold.id, reason: hostile('It was ', 2000) },
    lines: [{ saleLineId: sold.lines[0].id, quantity: 1 }],
  });
  const adjustment = await write('requestAdjustment', 'RequestAdjustmentInput', {
    ...{ batchId: batch.id, locationId: PLACE, quantity: -50, type: 'DAMAGE' },
    reason: hostile('Broken ', 2000),
  });
  const set = await write('createProduct', 'CreateProductInput', {
    ...{ sku: `K${MARKUP}`.slice(0, 64), name: hostile('Set ', 200) },
    components: [{ productId: SKU, quantity: 1 }],
  });
  const assembly = await write('assembleStock', 'AssembleStockInput', {
    ...{ productId: set.id, locationId: PLACE, quantity: 1 },
  });
  await write('receiveStock', 'ReceiveStockInput', {
    ...{ locationId: PLACE, reference: 'expired' },
    lines: [{ productId: SKU, quantity: 2, expiryDate: '2020-01-01', acceptExpired: true }],
  });
  const { writeOffExpired } = await send(
    `mutation ($place: ID!) {
      writeOffExpired(dryRun: false, locationId: $place) { lines { movement { documentId } } }
    }`,
    { place: PLACE },
  );
  const old = await write(
    ...(['receiveStock', 'ReceiveStockInput'] as const),
    {
      locationId: PLACE,
      lines: [{ productId: SKU, quantity: 7, batchNumber: hostile('Old ', 128), expiryDate }],
    },
    'batches { lot { id } }',
  );
  await send(
    'mutation ($lot: ID!, $reason: String!) { correctLotExpiry(lotId: $lot, expiryDate: "2020-01-31", reason: $reason) { id } }',
    { lot: old.batches[0].lot.id, reason: hostile('Misread ', 2000) },
  );
  const undone = await write(...(['recordSale', 'RecordSaleInput'] as const), {
    locationId: PLACE,
    lines: [{ productId: SKU, quantity: 1 }],
  });
  await send(
    'mutation ($id: ID!, $reason: String!) { voidSale(id: $id, reason: $reason) { id } }',
    { id: undone.id, reason: hostile('Undone ', 2000) },
  );
  const transfer = await write('requestTransfer', 'RequestTransferInput', {
    ...{ fromLocationId: PLACE, toLocationId: 'L2', lines: [{ productId: SKU, quantity: 5 }] },
  });
  const order = await write('createPurchaseOrder', 'CreatePurchaseOrderInput', {
    ...{ supplierId: supplier.createSupplier.id, locationId: PLACE, expectedOn: '2020-01-01' },
    ...{ orderNumber: hostile('O', 64), lines: [{ productId: SKU, quantity: 4 }] },
  });
  const counted = await send(
    'mutation ($place: ID!, $sku: ID!) { startStockCount(locationId: $place, productIds: [$sku]) { id } }',
    { place: PLACE, sku: SKU },
  );
  const count = counted.startStockCount.id as string;
  const counting = { id: count, lines: [{ batchId: batch.id, countedQuantity: 80 }] };
  await send(
    'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
    counting,
  );
  await send(
    'mutation ($id: ID!, $lines: [VarianceReasonInput!]!) { explainVariances(stockCountId: $id, lines: $lines) { id } }',
    {
      id: count,
      lines: [{ batchId: batch.id, reason: 'OTHER', note: hostile('Perhaps ', 2000) }],
    },
  );
  await write('inviteUser', 'InviteUserInput', {
    ...{ email: 'hostile@shop.example', name: hostile('Person ', 200), role: 'CLERK' },
  });
  await send(
    'mutation ($name: String!) { createApiToken(name: $name, role: VIEWER, expiresInDays: 9) { secret } }',
    { name: hostile('Token ', 64) },
  );
  await send(
    'mutation ($url: String!) { createWebhook(url: $url, events: ["movement.sale"]) { secret } }',
    { url: `https://shop.example/${'W'.repeat(1900)}?a=<script>hostile=1</script>` },
  );
  const source = await write('createSyncSource', 'CreateSyncSourceInput', {
    ...{ name: hostile('Source ', 58), path: file.name, tableName: 'reels' },
    ...{ keyColumn: 'reel_number', locationId: PLACE },
    mappings: [{ column: 'comments', target: 'name' }],
  });
  await send(
    'mutation ($channel: String!, $stock: [ChannelStockInput!]!) { reportChannelStock(channel: $channel, stock: $stock) reconcile(input: { dryRun: false, kinds: [CHANNEL_MISMATCH] }) { appliedCount } }',
    {
      channel: hostile('C', 64),
      stock: [{ sku: SKU, locationCode: PLACE, quantity: 1 }],
    },
  );
  const answer = await fetch(
    `${server.base}/import/stock?${new URLSearchParams({ 'file-name': `${MARKUP}.csv` }).toString()}`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${await server.token()}`, 'content-type': 'text/csv' },
      body: `sku,location,qty\n"${MARKUP.replaceAll('"', '""')}${'W'.repeat(900)}",L1,1\n`,
    },
  );
  const run = ((await answer.json()) as { id: string }).id;
  await send(
    'mutation ($id: ID!, $reason: String!) { quarantineLot(id: $id, reason: $reason) { id } }',
    {
      ...{ id: batch.lot.id, reason: hostile('Glass ', 2000) },
    },
  );
  return {
    ...{ product: product.id, lot: batch.lot.id, batch: batch.id, sale: sold.id, order: order.id },
    ...{ transfer: transfer.id, count, source: source.id, run },
    ...{ receipt: received.id, adjustment: adjustment.id, assembly: assembly.id },
    writeOff: writeOffExpired.lines[0].movement.documentId,
    ...{ place: PLACE, sku: SKU },
  };
}
