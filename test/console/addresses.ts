import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import type { HostileShop } from './hostile-shop';

// Every page of the console, for the tests that go through all of them.

export const PATHS = Object.keys(
  JSON.parse(readFileSync(path.join(packageRoot, 'console/paths.json'), 'utf8')) as object,
);

const TABS = ['card', 'flow', 'batches', 'reserved', 'lots', 'facts'];
const REPORTS = ['stock', 'value', 'margin', 'age', 'abc', 'variances', 'continuity'];

/** The addresses of a path of paths.json: of what was written, each tab and report. */
function addressesOf(of: string, shop: HostileShop): string[] {
  const ids: Record<string, string> = {
    ...{ '/products/$id': shop.product, '/sales/$id': shop.sale, '/lots/$id': shop.lot },
    ...{ '/batches/$id': shop.batch, '/import/$id': shop.run, '/counts/$id': shop.count },
    ...{ '/transfers/$id': shop.transfer, '/orders/$id': shop.order },
    ...{ '/receipts/$id': shop.receipt, '/adjustments/$id': shop.adjustment },
    ...{ '/write-offs/$id': shop.writeOff, '/assemblies/$id': shop.assembly },
  };
  const id = ids[of] ?? (of.startsWith('/sync/$id') ? shop.source : undefined);
  if (of === '/products/$id')
    return [...TABS.map((tab) => `/products/${id}?tab=${tab}`), `/products/${id}?asOf=2026-01-31`];
  if (of === '/reports/$report') {
    const daily = `/reports/daily?product=${encodeURIComponent(shop.product)}`;
    return [...REPORTS.map((report) => `/reports/${report}`), daily];
  }
  if (of === '/labels') return [`/labels?product=${shop.product}`, `/labels?lot=${shop.lot}`];
  return [id === undefined ? of : of.replace('$id', id)];
}

/** The addresses of all pages that are seen by whoever is signed in. */
export function addresses(shop: HostileShop): string[] {
  const found = PATHS.filter((each) => each !== '/sign-in').flatMap((of) => addressesOf(of, shop));
  const open = found.filter((address) => address.includes('$'));
  if (open.length > 0) throw new Error(`nothing was written for ${open.join(', ')}`);
  return found;
}
