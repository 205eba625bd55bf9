import { addDays } from '../support/days';
import type { ConsoleStage } from './stage';

/**
 * Writes a product with documents of every kind at a storefront (L1), a warehouse (L2) and in quarantine (Q1): most are of
 * today, goods came in nine days ago, and some that came in then were written down last. Returns its id.
 */
export async function writeFlowingProduct(stage: ConsoleStage, today: string): Promise<string> {
  const other = { authorization: `Bearer ${await stage.server.token('admin', 'other')}` };
  const send = async (query: string, headers = {}) => {
    const { data, error } = await stage.server.post({ query: `mutation { ${query} }` }, headers);
    if (error) throw new Error(`${query}: ${JSON.stringify(error)}`);
    return data as Record<string, { id: string; status: string; lines: { id: string }[] }>;
  };
  const receive = async (place: string, batch: string, quantity: number, more = '') => {
    const query = `mutation { receiveStock(input: { locationId: "${place}", businessDate: "${addDays(today, -9)}",
      lines: [{ productId: "FLOW", batchNumber: "${batch}", quantity: ${quantity} ${more} }] }) { id batches { id } } }`;
    const { data, error } = await stage.server.post({ query });
    if (error) throw new Error(`${query}: ${JSON.stringify(error)}`);
    return data.receiveStock as { id: string; batches: [{ id: string }] };
  };
  const transfer = async (from: string, to: string, quantity: number) => {
    const { requestTransfer } = await send(
      `requestTransfer(input: { fromLocationId: "${from}", toLocationId: "${to}", lines: [{ productId: "FLOW", quantity: ${quantity} }] }) { id status }`,
    );
    const { id, status } = requestTransfer!;
    if (status === 'REQUESTED') await send(`approveTransfer(id: "${id}") { id }`, other);
    return id;
  };
  const adjust = async (batch: string, place: string, quantity: number) => {
    const { requestAdjustment } = await send(
      `requestAdjustment(input: { batchId: "${batch}", locationId: "${place}", type: OTHER, quantity: ${quantity}, reason: "test" }) { id status }`,
    );
    await send(`approveAdjustment(id: "${requestAdjustment!.id}") { id }`, other);
    await send(`completeAdjustment(id: "${requestAdjustment!.id}") { id }`);
  };
  const sell = async (quantity: number) =>
    (
      await send(
        `recordSale(input: { locationId: "L1", lines: [{ productId: "FLOW", quantity: ${quantity} }] }) { id lines { id } }`,
      )
    )['recordSale']!;

  const { createProduct } = await send(
    `createLocation(input: { code: "Q1", name: "Q1", kind: QUARANTINE, quarantineOfId: "${stage.servers.shop.location}" }) { id }
     createProduct(input: { sku: "FLOW", name: "Flowing" }) { id }`,
  );
  const [first] = (await receive('L2', 'F-1', 60)).batches;
  const [second] = (await receive('L1', 'F-2', 20)).batches;
  await receive('L1', 'F-OLD', 4, `, expiryDate: "${addDays(today, -2)}"`);
  const { id: wrong } = await receive('L1', 'F-VOID', 7);
  await send(`voidReceipt(id: "${wrong}", reason: "test") { id }`);
  await send(`correctIntake(batchId: "${first.id}", quantity: 58, reason: "test") { id }`);
  await send('writeOffExpired(dryRun: false, locationId: "L1") { dryRun }');
  await send(`fulfillTransfer(id: "${await transfer('L2', 'L1', 15)}") { id }`);
  await send(`fulfillTransfer(id: "${await transfer('L1', 'Q1', 3)}") { id }`);
  await send(`dispatchTransfer(id: "${await transfer('L2', 'L1', 6)}") { id }`);
  const sold = await sell(9);
  await send(
    `refundSale(input: { saleId: "${sold.id}", reason: "test", lines: [{ saleLineId: "${sold.lines[0]!.id}", quantity: 2 }] }) { id }`,
  );
  await send(`voidSale(id: "${(await sell(1)).id}", reason: "test") { id }`);
  await adjust(second.id, 'L1', -1);
  await adjust(first.id, 'L2', 5);
  const { startStockCount } = await send(
    'startStockCount(locationId: "L2", productIds: ["FLOW"]) { id }',
  );
  await send(
    `recordCount(stockCountId: "${startStockCount!.id}", lines: [{ batchId: "${first.id}", countedQuantity: 40 }]) { id }
     postStockCount(id: "${startStockCount!.id}", reason: "test") { id }`,
  );
  const { createProduct: set } = await send(
    `createProduct(input: { sku: "FLOWS", name: "Set", components: [{ productId: "${createProduct!.id}", quantity: 1 }] }) { id }`,
  );
  const assemble = `assembleStock(input: { productId: "${set!.id}", locationId: "L1", quantity: 1 }) { id }`;
  await send(assemble);
  const { assembleStock } = await send(assemble);
  await send(`voidAssembly(id: "${assembleStock!.id}", reason: "test") { id }`);
  await receive('L1', 'F-LATE', 14);
  return createProduct!.id;
}
