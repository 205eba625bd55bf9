import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const LOCATIONS = 4;
/** Every so manieth row of the file with errors is refused. */
const WRONG = 100;

export interface Files {
  readonly locations: string;
  readonly products: string;
  readonly stock: string;
  /** With an unknown product in every hundredth row. */
  readonly wrong: string;
}

/** Files of so many products and of their stock. */
export async function makeFiles(folder: string, count: number): Promise<Files> {
  const write = async (name: string, header: string, rows: number, row: (n: number) => string) => {
    const file = path.join(folder, name);
    const lines = function* () {
      yield `${header}\n`;
      for (let n = 0; n < rows; n++) yield `${row(n)}\n`;
    };
    await pipeline(Readable.from(lines()), createWriteStream(file));
    return file;
  };
  const stock = (n: number, sku: string) =>
    `${sku},W${n % LOCATIONS},${(n % 40) + 1},LOT-${n},2031-${String((n % 12) + 1).padStart(2, '0')}-15,${n % 90}.25`;
  return {
    locations: await write('locations.csv', 'code', LOCATIONS, (n) => `W${n}`),
    products: await write(
      'products.csv',
      'sku,name,reorderPoint,attribute:colour',
      count,
      (n) => `P-${n},"Product ${n}, boxed",${n % 50},colour ${n % 20}`,
    ),
    stock: await write('stock.csv', 'sku,location,quantity,lot,expiry,cost', count, (n) =>
      stock(n, `P-${(n * 7919) % count}`),
    ),
    wrong: await write(
      'wrong.csv',
      'sku,location,quantity,lot,expiry,cost',
      Math.ceil(count / 10),
      (n) => stock(n, n % WRONG === WRONG - 1 ? 'NONE' : `P-${n % count}`),
    ),
  };
}
