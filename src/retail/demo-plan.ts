import path from 'node:path';
import { packageRoot } from '../database/sql-files';
import { planRetail } from './planner';
import type { PlannedSale } from './plan';
import { readRetailFile } from './retail-file';

/** Invoices of a small gift shop, made up for this package. */
const DEMO_FILE = path.join(packageRoot, 'examples/data/demo-shop.csv');

export const DEPOT = 'DEPOT';
export const SHOP = 'SHOP';
export const MARKET = 'MARKET';

/** How many weeks the demo looks back. */
const WEEKS = 5;
const BOX = 12;

export interface DemoProduct {
  readonly sku: string;
  readonly name: string;
  readonly trackInventory: boolean;
  readonly reorderPoint?: number;
  readonly units?: readonly { readonly code: string; readonly factor: number }[];
}

export interface DemoReceipt {
  readonly place: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly batchNumber: string;
    readonly quantity: number;
    readonly unit?: string;
    readonly expiryDate?: string;
    readonly unitCost: string;
  }[];
}

export interface DemoSale {
  readonly receiptNumber: string;
  readonly place: string;
  readonly date: string;
  readonly time: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice?: string;
  }[];
}

/** A week of the demo: its receipts are of the first day, its refunds and damages of the last. */
export interface DemoWeek {
  readonly from: string;
  readonly to: string;
  readonly receipts: readonly DemoReceipt[];
  /** In the order of their dates. */
  readonly sales: readonly DemoSale[];
  /** One unit of the first line of a sale comes back. */
  readonly refunds: readonly { readonly receiptNumber: string; readonly reason: string }[];
  readonly damages: readonly { readonly sku: string; readonly reason: string }[];
}

export interface DemoPlan {
  readonly products: readonly DemoProduct[];
  readonly weeks: readonly DemoWeek[];
}

/** The last weeks before `today` (YYYY-MM-DD), made of the invoices of the file. It depends on `today` alone. */
export function planDemo(today: string): DemoPlan {
  const file = readRetailFile(DEMO_FILE);
  const { products, documents } = planRetail(file);
  const invoices = documents.filter((document) => document.kind === 'sale');
  // A line that writes goods off has a price of 0, which is none.
  const priced = file.lines.filter(({ price }) => price > 0);
  const prices = new Map(priced.map(({ code, price }) => [code, price]));
  const tracked = products.filter((product) => product.tracked).map(({ code }) => code);
  const costOf = (sku: string) => (prices.get(sku)! * 0.4).toFixed(2);

  const weekOf = (_: unknown, week: number): DemoWeek => {
    const [from, to] = [addDays(today, 7 * (week - WEEKS)), addDays(today, 7 * (week - WEEKS) + 6)];
    const sales = Array.from({ length: 7 }, (__, day) =>
      salesOf(addDays(from, day), 7 * week + day, invoices),
    ).flat();
    const shops = [SHOP, MARKET].map((place) => ({
      place,
      lines: tracked.map((sku) => ({
        ...{ sku, batchNumber: `${from}-${place}`, quantity: soldIn(sales, place, sku) + 2 },
        ...{ expiryDate: expiryOf(sku, from, 90), unitCost: costOf(sku) },
      })),
    }));
    return {
      ...{ from, to, sales },
      receipts: week === 0 ? [...shops, ...depotReceipts(from, tracked, costOf)] : shops,
      refunds: sales
        .filter((__, index) => index % 8 === week)
        .map(({ receiptNumber }) => ({ receiptNumber, reason: 'unwanted gift' })),
      damages: week % 2 === 1 ? [{ sku: tracked[week]!, reason: 'broken' }] : [],
    };
  };
  return {
    products: products.map(({ code, name, tracked: trackInventory }) => ({
      ...{ sku: code, name, trackInventory },
      ...(trackInventory ? { reorderPoint: 30, units: [{ code: 'box', factor: BOX }] } : {}),
    })),
    weeks: Array.from({ length: WEEKS }, weekOf),
  };
}

/** Three invoices a day, except on Sundays; the third is of the market. */
function salesOf(date: string, index: number, invoices: readonly PlannedSale[]): DemoSale[] {
  if (new Date(`${date}T00:00:00Z`).getUTCDay() === 0) return [];
  return [0, 1, 2].map((part) => {
    const { lines } = invoices[(3 * index + part) % invoices.length]!;
    return {
      receiptNumber: `D-${date.replaceAll('-', '')}-${part + 1}`,
      place: part === 2 ? MARKET : SHOP,
      date,
      time: `${date}T${10 + 3 * part}:30:00Z`,
      lines: lines.map(({ code, ...line }) => ({ sku: code, ...line })),
    };
  });
}

function soldIn(sales: readonly DemoSale[], place: string, sku: string): number {
  return sales
    .filter((sale) => sale.place === place)
    .flatMap(({ lines }) => lines.filter((line) => line.sku === sku))
    .reduce((sum, line) => sum + line.quantity, 0);
}

/** The depot has boxes of all but two products, a lot that has expired, and one that soon will. */
function depotReceipts(
  date: string,
  skus: readonly string[],
  costOf: (sku: string) => string,
): DemoReceipt[] {
  const line = (sku: string, batchNumber: string, quantity: number, days: number) => ({
    ...{ sku, batchNumber, quantity, unitCost: costOf(sku) },
    expiryDate: expiryOf(sku, date, days),
  });
  const boxes = skus
    .slice(0, -2)
    .map((sku) => ({ ...line(sku, `${date}-${DEPOT}`, 5, 120), unit: 'box' }));
  const lots = [
    line('BC170', 'CREAM-OLD', 8, 7 * WEEKS - 2),
    line('BC170', 'CREAM-SOON', 12, 7 * WEEKS + 5),
  ];
  return [{ place: DEPOT, lines: [...boxes, ...lots] }];
}

/** Candles and care products have an expiry date. */
function expiryOf(sku: string, date: string, days: number): string | undefined {
  return /^BC1(10|7\d)$/.test(sku) ? addDays(date, days) : undefined;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
