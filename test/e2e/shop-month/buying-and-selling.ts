import { addDays } from '../../support/days';
import { RECEIVE, SELL, type Month } from './month';

/** Deliveries and sales, by their own dates. */
export function buyingAndSelling(month: () => Month): void {
  it('begins with deliveries of four weeks ago, entered today', async () => {
    const { shop, today, milk, flour, lamp, ids, day, receive } = month();
    const { warehouse, adenta, cowLane } = shop;
    const first = await receive({
      ...{ locationId: warehouse, businessDate: day(28), reference: 'DN-1' },
      lines: [
        {
          productId: milk,
          batchNumber: 'L100',
          expiryDate: addDays(today, 60),
          quantity: 10,
          unit: 'crate',
          unitCost: '0.80',
        },
        { productId: milk, batchNumber: ' l100 ', quantity: 12, unitCost: '0' }, // free of charge, of the same lot
        {
          productId: flour,
          batchNumber: 'F1',
          expiryDate: addDays(today, 200),
          amount: '25.5',
          unit: 'kg',
        },
        { productId: lamp, quantity: 40 },
      ],
    });
    expect(first.businessDate).toBe(day(28));
    expect(
      first.batches
        .map((batch: { intakeQuantity: number }) => batch.intakeQuantity)
        .sort((a: number, b: number) => a - b),
    ).toEqual([12, 40, 120, 25_500]);
    const lots = new Set(
      first.batches
        .filter((batch: { batchNumber: string }) => batch.batchNumber === 'L100')
        .map((batch: { lot: { id: string } }) => batch.lot.id),
    );
    expect(lots.size).toBe(1);
    ids['L100'] = [...lots][0] as string;

    const atAdenta = await receive({
      ...{ locationId: adenta, businessDate: day(27) },
      lines: [
        { productId: milk, batchNumber: 'L100', quantity: 2, unit: 'crate' },
        { productId: flour, batchNumber: 'F1', quantity: 3, unit: 'kg' },
        { productId: lamp, quantity: 10 },
      ],
    });
    expect(atAdenta.batches[0].lot).toMatchObject({
      lotNumber: 'L100',
      expiryDate: addDays(today, 60),
    });
    const atCowLane = await receive({
      ...{ locationId: cowLane, businessDate: day(27) },
      lines: [
        { productId: milk, batchNumber: 'L200', expiryDate: addDays(today, 90), quantity: 30 },
        { productId: lamp, quantity: 5 },
      ],
    });
    const l200 = atCowLane.batches.find(
      (batch: { batchNumber: string }) => batch.batchNumber === 'L200',
    );
    ids['L200'] = l200.lot.id;
    ids['batch L200'] = l200.id;

    // Milk: 132 + 24 + 30 = 186; flour: 25,500 + 3,000; lamps: 40 + 10 + 5.
    const { products } = await shop.ask(
      '{ products(filter: { skus: ["milk", "FLOUR ", "0017"] }) { nodes { sku onHand available } } }',
    );
    expect(products.nodes).toEqual([
      { sku: '0017', onHand: 55, available: 55 },
      { sku: 'FLOUR', onHand: 28_500, available: 28_500 },
      { sku: 'MILK', onHand: 186, available: 186 },
    ]);
  });

  it('refuses another expiry for a lot that is known, and a twin of a code', async () => {
    const { shop, today, milk } = month();
    const line = {
      productId: milk,
      batchNumber: 'L100',
      expiryDate: addDays(today, 61),
      quantity: 1,
    };
    expect(
      await shop.refused(RECEIVE, { input: { locationId: shop.adenta, lines: [line] } }),
    ).toMatchObject({
      code: 'LOT_EXPIRY_DIFFERS',
    });
    const CREATE = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }';
    for (const sku of ['milk', 'MILK ', '\u00a0MILK', 'MI\u200bLK']) {
      expect(await shop.refused(CREATE, { input: { sku, name: 'twin' } })).toMatchObject({
        code: 'SKU_TAKEN',
      });
    }
    await shop.product('17'); // not 0017
  });

  it('sells through the weeks, by their own dates and in their order', async () => {
    const { shop, milk, flour, lamp, ids, day, sell, level } = month();
    const sold = await sell({
      ...{ locationId: shop.adenta, receiptNumber: 'A-1', businessDate: day(20) },
      lines: [
        { productId: milk, quantity: 10 },
        { productId: lamp, quantity: 2 },
      ],
    });
    [ids['milk line'], ids['lamp line']] = sold.lines.map((line: { id: string }) => line.id);
    ids['A-1'] = sold.id;
    await sell({
      ...{ locationId: shop.adenta, businessDate: day(19) },
      lines: [{ productId: flour, amount: '0.333', unit: 'kg' }],
    });
    expect(
      await shop.refused(SELL, {
        input: {
          locationId: shop.adenta,
          lines: [{ productId: flour, amount: '0.3335', unit: 'kg' }],
        },
      }),
    ).toMatchObject({ details: { field: 'input.lines[0].amount' } });
    expect(
      await shop.refused(SELL, {
        input: {
          locationId: shop.adenta,
          businessDate: day(20),
          lines: [{ productId: flour, quantity: 1 }],
        },
      }),
    ).toMatchObject({ code: 'BUSINESS_DATE_OUT_OF_ORDER' });
    await sell({
      ...{ locationId: shop.cowLane, businessDate: day(15) },
      lines: [{ productId: milk, quantity: 6, lotId: ids['L200'] }],
    });
    expect(
      await shop.refused(SELL, {
        input: {
          locationId: shop.cowLane,
          lines: [{ productId: milk, quantity: 25, batchId: ids['batch L200'] }],
        },
      }),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK' });

    // Milk at Adenta 24 - 10, at Cow Lane 30 - 6; flour 3,000 - 333; lamps at Adenta 10 - 2.
    expect(await level(milk, shop.adenta)).toEqual([14, 0, 0, 0, 14]);
    expect(await level(milk, shop.cowLane)).toEqual([24, 0, 0, 0, 24]);
    expect(await level(flour, shop.adenta)).toEqual([2667, 0, 0, 0, 2667]);
    expect(await level(lamp, shop.adenta)).toEqual([8, 0, 0, 0, 8]);
  });
}
