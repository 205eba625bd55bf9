import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Role } from '../../src/auth/token';
import { describeWithBrowser } from '../support/browser';
import { addDays } from '../support/days';
import { makeReelFile, reel } from '../sync/reels';
import { ConsoleStage, WAIT } from './stage';

// Today leads from what there is to do to where it is done, by one click.

describeWithBrowser('today in the console', () => {
  let stage: ConsoleStage;
  let folder: string;
  const ask = async (query: string, variables: object = {}, as = 'tester') => {
    const authorization = `Bearer ${await stage.server.token('admin', as)}`;
    const { data, error } = await stage.server.post({ query, variables }, { authorization });
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-today-'));
    makeReelFile(folder, 'shop', 'reels.db', [reel(1)]);
    stage = await ConsoleStage.open({}, { syncDir: folder });
    const { source } = await ask(
      `mutation ($soon: LocalDate!) {
        milk: createProduct(input: { sku: "MILK", name: "Oat milk", reorderPoint: 30 }) { id }
        dairy: createSupplier(code: "DAIRY", name: "Dairy", leadTimeDays: 2) { id }
        came: receiveStock(input: { locationId: "L1", lines: [{ productId: "MILK", quantity: 20, batchNumber: "M-1", expiryDate: $soon }] }) { id }
        apples: receiveStock(input: { locationId: "L2", lines: [{ productId: "A", quantity: 5 }] }) { id }
        order: createPurchaseOrder(input: { supplierId: "DAIRY", locationId: "L1", expectedOn: "2020-01-01", orderNumber: "PO-LATE", lines: [{ productId: "MILK", quantity: 4 }] }) { id }
        source: createSyncSource(input: { name: "Hall", path: "reels.db", tableName: "reels", keyColumn: "reel_number", locationId: "L1" }) { id }
      }`,
      { soon: addDays(stage.servers.shop.today, 5) },
    );
    const { batches } = await ask('{ batches(filter: { productId: "MILK" }) { nodes { id } } }');
    await ask(
      'mutation ($id: ID!) { requestAdjustment(input: { batchId: $id, locationId: "L1", type: DAMAGE, quantity: -3, reason: "leaks" }) { id } }',
      { id: batches.nodes[0].id },
    );
    await ask(
      'mutation { requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "MILK", quantity: 2 }] }) { id } }',
    );
    const { requestTransfer } = await ask(
      'mutation { requestTransfer(input: { fromLocationId: "L2", toLocationId: "L1", lines: [{ productId: "A", quantity: 1 }] }) { id } }',
    );
    await ask(
      'mutation ($id: ID!) { approveTransfer(id: $id) { id } dispatchTransfer(id: $id) { id } }',
      requestTransfer,
      'second',
    );
    await ask(
      'mutation ($id: ID!) { importProducts(sourceId: $id, all: true) { status } }',
      source,
    );
  });
  afterAll(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[string, Role, string, RegExp | string, RegExp]>([
    ['the state of the ledger', 'admin', 'State of the ledger', /verif/, /^\/integrity$/],
    ['the last closed day', 'admin', 'State of the ledger', 'none', /^\/close$/],
    ['discrepancies', 'admin', 'State of the ledger', '0', /^\/discrepancies$/],
    ['an adjustment', 'manager', 'Approvals', /^Adjust -3/, /^\/approvals$/],
    ['an adjustment', 'clerk', 'Approvals', /^Adjust -3/, /^\/adjustments\/[0-9a-f-]{36}$/],
    ['a transfer', 'clerk', 'Approvals', /^Move 2/, /^\/transfers\/[0-9a-f-]{36}$/],
    ['all that waits for approval', 'manager', 'Approvals', 'All', /^\/approvals$/],
    ['a product that is low', 'clerk', 'Low stock', 'Oat milk', /^\/products\/[0-9a-f-]{36}$/],
    ['all that is low', 'clerk', 'Low stock', 'All', /^\/products\?low=true$/],
    ['goods that expire', 'clerk', 'Expiring', 'Oat milk', /^\/products\/[^?]+\?tab=batches$/],
    ['all that expires', 'manager', 'Expiring', 'All', /^\/expiry$/],
    ['goods on their way', 'clerk', 'On the way', 'L2 → L1', /^\/transfers\/[0-9a-f-]{36}$/],
    ['all transfers', 'clerk', 'On the way', 'All', /^\/transfers$/],
    ['a sync', 'admin', 'Last syncs', 'Hall', /^\/sync\/[0-9a-f-]{36}\/log$/],
    ['all sources', 'admin', 'Last syncs', 'All', /^\/sync$/],
    ['an order that is late', 'manager', 'Late orders', 'Dairy', /^\/orders\/[0-9a-f-]{36}$/],
  ])('leads from %s, as %s', async (_, as, panel, link, to) => {
    const { page, faults, close } = await stage.at('/', { as });
    const region = page.getByRole('region', { name: panel });
    await region.getByRole('link', { name: link }).first().click(WAIT);
    await page.waitForURL((url) => url.pathname !== '/', WAIT);
    const { pathname, search } = new URL(page.url());
    expect(`${pathname}${search}`).toMatch(to);
    await page.getByRole('heading', { level: 1 }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
