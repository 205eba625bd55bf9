import type { PoolClient } from 'pg';
import type { TestDatabase } from '../support/database';
import { batchOfReceipt } from '../support/shop-documents';
import { openShopDatabase, type TestShop } from '../support/shop';

// db/functions/locks.sql says in which order documents lock rows. Here a third session holds one kind of row while two
// documents of the same batch come up to it, in either order; when it lets go, both must end. Where one of them locks in
// another order, PostgreSQL ends it as a deadlock.

interface Document {
  readonly name: string;
  readonly run: (client: PoolClient) => Promise<unknown>;
}

describe('two documents of one batch', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let product: string;
  let documents: Document[];
  const clients: PoolClient[] = [];

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    documents = await prepare();
    for (const pool of ['app', 'app', 'super', 'super'] as const) {
      clients.push(await database.pools[pool].connect());
    }
  });
  afterAll(async () => {
    clients.forEach((client) => client.release(true));
    await database?.drop();
  });

  /** Documents of one batch, each ready for the step that locks; none of them is committed. */
  async function prepare(): Promise<Document[]> {
    const { call, callAsApprover, location, otherLocation } = shop;
    product = (await call('create_product', { sku: 'LOCK', name: 'Lock' })).id;
    const lines = [{ productId: product, batchNumber: 'L', quantity: 50 }];
    const receipt = (await call('receive_stock', { locationId: location, lines })).id;
    const batch = await batchOfReceipt(database, receipt);
    const lot = (
      await database.pools.super.query<{ id: string }>(
        'select lot_id as id from inventory.batches where id = $1',
        [batch],
      )
    ).rows[0]!.id;
    await call('receive_stock', {
      locationId: location,
      lines: [{ productId: product, batchNumber: 'M', quantity: 50 }],
    });
    const places = { fromLocationId: location, toLocationId: otherLocation };

    const transfer = async (batchId?: string) => {
      const line = { productId: product, quantity: 3, ...(batchId && { batchId }) };
      const { id } = await call('request_transfer', { ...places, lines: [line] });
      await callAsApprover('set_transfer_status', { id, status: 'APPROVED' });
      return id;
    };
    const adjustment = async (locationId: string, quantity: number) => {
      const input = { batchId: batch, locationId, type: 'RECOUNT', quantity, reason: 'test' };
      const { id } = await call('request_adjustment', input);
      await callAsApprover('set_adjustment_status', { id, status: 'APPROVED' });
      return id;
    };
    const count = async (locationId: string, countedQuantity: number) => {
      const { id } = await call('start_stock_count', { locationId, productIds: [product] });
      await call('record_count', {
        stockCountId: id,
        lines: [{ batchId: batch, countedQuantity }],
      });
      return id;
    };
    const reservation = await call('reserve_stock', {
      ...{ productId: product, locationId: location, quantity: 1, expiresInSeconds: 3600 },
    });
    const sale = { locationId: location, lines: [{ productId: product, quantity: 1 }] };

    const step = (name: string, entry: string, input: object): Document => ({
      name,
      run: (client) =>
        client.query(`select inventory.${entry}($1, $2)`, [shop.identity, JSON.stringify(input)]),
    });
    const group = (name: string, entry: string, ...inputs: object[]): Document => ({
      name,
      run: (client) =>
        client.query(`select inventory.write_group($1, $2, $3)`, [
          ...[shop.tenant, entry],
          JSON.stringify(inputs.map((input) => ({ actor: 'till', role: 'clerk', input }))),
        ]),
    });
    // All of a batch of its own, which FEFO takes first: the others have no history.
    await call('receive_stock', {
      locationId: location,
      lines: [{ productId: product, batchNumber: 'K', quantity: 7, expiryDate: '2100-01-01' }],
    });
    const sold = await call<{ id: string; lines: { id: string }[] }>('record_sale', {
      ...sale,
      lines: [{ productId: product, quantity: 3 }],
    });
    const alsoSold = await call('record_sale', sale);
    const refund = {
      ...{
        saleId: sold.id,
        reason: 'test',
        lines: [{ saleLineId: sold.lines[0]!.id, quantity: 1 }],
      },
    };
    const reserve = {
      ...{ productId: product, locationId: location, quantity: 1, expiresInSeconds: 3600 },
    };
    const sent = await transfer();
    await call('set_transfer_status', { id: sent, status: 'DISPATCHED' });
    await callAsApprover('close_transfer_short', { id: sent, reason: 'test' });
    const { rows: parts } = await database.pools.super.query<{ id: string }>(
      'select id from inventory.transfer_lines where transfer_id = $1',
      [sent],
    );
    const named = await transfer(batch);
    const chosen = await transfer();
    return [
      step('a sale', 'record_sale', sale),
      step('a sale of what is reserved', 'record_sale', {
        ...sale,
        reservationIds: [reservation.id],
      }),
      group('a group of sales', 'record_sale', ...Array<object>(5).fill(sale)),
      group(
        ...(['a group of sales, one of which is refused', 'record_sale'] as const),
        ...[sale, { ...sale, lines: [{ productId: product, quantity: 1000 }] }],
        { ...sale, reservationIds: [reservation.id] },
      ),
      group(
        ...(['a group of voids', 'void_sale'] as const),
        ...[alsoSold.id, sold.id].map((id) => ({ id, reason: 'test' })),
      ),
      group(
        ...(['a group of refunds, one of them brought elsewhere', 'refund_sale'] as const),
        ...[refund, { ...refund, locationId: otherLocation }],
      ),
      group('a group of reservations', 'reserve_stock', reserve, reserve),
      step('a receipt', 'receive_stock', {
        locationId: otherLocation,
        lines: [{ productId: product, batchNumber: 'N', quantity: 1 }],
      }),
      step('a receipt of the same lot', 'receive_stock', {
        locationId: otherLocation,
        lines: ['l', 'M'].map((batchNumber) => ({ productId: product, batchNumber, quantity: 1 })),
      }),
      step('a sale of the batch by its name', 'record_sale', {
        locationId: location,
        lines: [
          { productId: product, quantity: 1 },
          { productId: product, quantity: 1, batchId: batch },
          { productId: product, quantity: 1, lotId: lot },
        ],
      }),
      step('a hold of the lot', 'hold_lot', { id: lot, hold: 'RECALLED', reason: 'test' }),
      step('a correction of its expiry date', 'correct_lot_expiry', {
        ...{ lotId: lot, expiryDate: '2100-01-01', reason: 'test' },
      }),
      step('a void of the receipt', 'void_receipt', { id: receipt, reason: 'test' }),
      step('a correction of the intake', 'correct_intake', {
        ...{ batchId: batch, quantity: 51, reason: 'test' },
      }),
      step('a hold', 'hold_batch', { id: batch, hold: 'QUARANTINED', reason: 'test' }),
      step('a transfer in one step', 'set_transfer_status', { id: named, status: 'FULFILLED' }),
      step('a transfer of what FEFO chooses', 'set_transfer_status', {
        ...{ id: chosen, status: 'FULFILLED' },
      }),
      step('an adjustment', 'set_adjustment_status', {
        ...{ id: await adjustment(location, -2), status: 'COMPLETED' },
      }),
      step('an adjustment where the batch has not been', 'set_adjustment_status', {
        ...{ id: await adjustment(otherLocation, 2), status: 'COMPLETED' },
      }),
      step('a count', 'set_stock_count_status', {
        ...{ id: await count(location, 49), status: 'POSTED', reason: 'test' },
      }),
      step('a count where the batch has not been', 'set_stock_count_status', {
        ...{ id: await count(otherLocation, 2), status: 'POSTED', reason: 'test' },
      }),
      step('an extension', 'extend_reservation', { id: reservation.id, expiresInSeconds: 7200 }),
      step('a release', 'release_reservation', { id: reservation.id }),
      step('a refund that is brought elsewhere', 'refund_sale', {
        ...{ saleId: sold.id, reason: 'test', locationId: otherLocation },
        lines: [{ saleLineId: sold.lines[0]!.id, quantity: 1 }],
      }),
      step('a refund into quarantine', 'refund_sale', {
        ...{ saleId: sold.id, reason: 'test' },
        lines: [{ saleLineId: sold.lines[0]!.id, quantity: 1, disposition: 'QUARANTINE' }],
      }),
      step('an arrival of a part', 'receive_transfer', {
        ...{ id: sent, lines: [{ transferLineId: parts[0]!.id, quantity: 1 }] },
      }),
      step('a cancellation of what is on its way', 'set_transfer_status', {
        ...{ id: sent, status: 'CANCELLED', reason: 'test' },
      }),
      step('a loss of what is on its way', 'decide_transfer_short', {
        ...{ id: sent, status: 'APPROVED' },
      }),
      step('a location that is switched off', 'update_location', {
        ...{ id: otherLocation, active: false },
      }),
    ];
  }

  /** Waits until a session waits for a lock, or has ended its statement. */
  async function untilBlocked(client: PoolClient, ended: () => boolean): Promise<void> {
    const observer = clients[3]!;
    const { processID } = client as PoolClient & { processID: number };
    while (!ended()) {
      const { rows } = await observer.query<{ blocked: boolean }>(
        'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
        [processID],
      );
      if (rows[0]!.blocked) return;
    }
  }

  /** Runs a document in a transaction that is rolled back as soon as it has its locks. */
  function start(client: PoolClient, document: Document) {
    const state = { ended: false };
    const outcome = client
      .query('begin')
      .then(() => document.run(client))
      .then(
        () => 'done',
        (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
      )
      .finally(() => {
        state.ended = true;
        return client.query('rollback');
      });
    return { outcome, ended: () => state.ended };
  }

  it.each([
    ['stock_levels', 'product_id = $1'],
    ['lots', 'product_id = $1'],
    ['batches', 'product_id = $1'],
    ['batch_stock', 'product_id = $1'],
  ])('do not lock each other out while %s are held', async (table, condition) => {
    const [first, second, holder] = clients as [PoolClient, PoolClient, PoolClient, PoolClient];
    const wrong: string[] = [];
    for (const one of documents) {
      for (const other of documents) {
        await holder.query('begin');
        await holder.query(`select from inventory.${table} where ${condition} for update`, [
          product,
        ]);
        const a = start(first, one);
        await untilBlocked(first, a.ended);
        const b = start(second, other);
        await untilBlocked(second, b.ended);
        await holder.query('commit');
        for (const [name, outcome] of [
          [one.name, await a.outcome],
          [other.name, await b.outcome],
        ]) {
          if (outcome !== 'done') wrong.push(`${one.name}, then ${other.name}: ${name} ${outcome}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
