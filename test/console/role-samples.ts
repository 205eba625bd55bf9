import type { Role } from '../../src/auth/token';
import type { ConsoleStage } from './stage';

/** Sends an operation as the page does: by the cookie of a session, from the page's origin. */
export async function askAs(
  stage: ConsoleStage,
  role: Role,
  query: string,
  variables: object = {},
) {
  const { url, base } = stage.server;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', origin: base },
      cookie: await stage.cookieOf(role),
    },
    body: JSON.stringify({ query, variables }),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the operation selects
  const { data, errors } = (await response.json()) as { data?: any; errors?: any[] };
  return { data, error: errors?.[0]?.extensions as { code: string } | undefined };
}

/** Documents of each kind in each status in which something can be done with them, by the names that addresses use. */
export async function sampleDocuments(stage: ConsoleStage): Promise<Record<string, string>> {
  const { server } = stage;
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const { data, error, text } = await server.post({ query }, headers);
    if (error) throw new Error(`${query}: ${text}`);
    return data;
  };
  const { transfer, source } = await ask(
    `mutation {
      transfer: requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "A", quantity: 2 }] }) { id }
      source: createSyncSource(input: { name: "Hall", path: "reels.db", tableName: "reels", keyColumn: "reel_number", locationId: "L1" }) { id }
      createWebhook(url: "https://shop.example/hooks", events: ["movement.sale"]) { webhook { id } }
      createProduct(input: { sku: "DUE", name: "Due for counting" }) { id }
      setStockPolicy(input: { productId: "B", locationId: "L1", minimum: 5000 }) { onHand }
      reportChannelStock(channel: "webshop", stock: [{ sku: "B", locationCode: "L1", quantity: 9 }])
    }`,
  );
  const { authorization } = { authorization: `Bearer ${await server.token('manager', 'second')}` };
  await ask(
    `mutation {
      approveTransfer(id: "${transfer.id}") { id }
      dispatchTransfer(id: "${transfer.id}") { id }
    }`,
    { authorization },
  );
  const { repaired, run } = await ask(
    `mutation {
      receiveStock(input: { locationId: "L1", businessDate: "2020-03-02", lines: [{ productId: "DUE", quantity: 5 }] }) { id }
      repaired: reconcile(input: { dryRun: false, kinds: [CHANNEL_MISMATCH] }) { appliedCount }
      reportChannelStock(channel: "other", stock: [{ sku: "B", locationCode: "L1", quantity: 8 }])
      run: reconcile(input: { dryRun: true }) { id }
    }`,
  );
  if (repaired.appliedCount === 0) throw new Error('There is no correction to send');
  for (const role of ['clerk', 'manager'] as const) {
    const { error } = await askAs(
      ...([stage, role] as const),
      `mutation { createApiToken(name: "of a ${role}", role: VIEWER, expiresInDays: 9) { secret } }`,
    );
    if (error) throw new Error(error.code);
  }
  const { batch } = await ask(
    `{ batch(id: "${stage.servers.shop.untouchedBatch}") { lot { id } } }`,
  );
  const heldLot = batch.lot.id as string;
  await ask(`mutation { quarantineLot(id: "${heldLot}", reason: "leaks") { id } }`);
  const brought = await fetch(`${server.base}/import/stock`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'text/csv', authorization: `Bearer ${await server.token()}` },
    },
    body: 'sku,location,quantity\nA,L1,1\nA,MOON,1\n',
  });
  const { id: importRun } = (await brought.json()) as { id: string };
  return {
    ...(stage.servers.shop as unknown as Record<string, string>),
    ...{ sentTransfer: transfer.id, source: source.id, run: run.id, importRun },
    heldLot,
  };
}
