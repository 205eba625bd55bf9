import type { Command } from 'commander';
import { lastClosedDay } from '../../database/queries/days';
import { compareScope, matchingProducts } from '../../database/queries/reconciliation';
import type { Config } from '../../config';
import {
  compareTable,
  MAX_DISCREPANCIES,
  readDiscrepancies,
  type NamedDiscrepancy,
} from '../discrepancies';
import { writeReport } from '../discrepancy-report';
import { paint, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly product?: string;
  readonly location?: string;
  readonly showMatches?: boolean;
  readonly export?: string;
  readonly fromAnchors?: boolean;
}

interface Comparison {
  readonly tenant: string;
  readonly comparedAt: string;
  /** The closed day at whose anchors it began, with --from-anchors. */
  readonly from?: string | null;
  readonly productsCompared: number;
  readonly productsMatching: number;
  readonly discrepancies: NamedDiscrepancy[];
  /** The SKUs of the products without a discrepancy, with --show-matches. */
  readonly matches?: string[];
}

/** `bincard compare`: compares every figure with the records it is derived from; exit 1 when one differs. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'every figure is right',
    found: 'at least one differs',
  })
    .option('--product <sku>', 'only this product')
    .option('--location <code>', 'only this location')
    .option('--from-anchors', 'only what is after the last closed day, from its anchors')
    .option('--show-matches', 'also list the products that have no discrepancy')
    .option('--export <file>', 'write the discrepancies as JSON, for bincard fix --from-report')
    .action(async (options: Options) => {
      const result = await withTenant(config, options.tenant, (session) =>
        compare(session, options),
      );
      if (options.export) writeReport(options.export, result);
      if (options.json) printJson(result);
      else printComparison(result);
      if (result.discrepancies.length > 0) process.exitCode = 1;
    });
}

function compare(session: TenantSession, options: Options): Promise<Comparison> {
  return session.read(async (snapshot) => {
    const productId = await findProduct(snapshot, options.product);
    const locationId = await findLocation(snapshot, options.location);
    const from = options.fromAnchors ? (await snapshot.query(lastClosedDay)).businessDate : null;
    const scope = { productId, locationId, kinds: null, from };
    const discrepancies = await readDiscrepancies(snapshot, scope);
    const { comparedAt, productsCompared } = await snapshot.query(compareScope, { productId });
    const differing = [...new Set(discrepancies.map((found) => found.productId))];
    const matches = options.showMatches
      ? await snapshot.query(matchingProducts, { productId, differing })
      : undefined;
    return {
      ...{
        tenant: session.code,
        comparedAt,
        ...(options.fromAnchors && { from }),
        productsCompared,
      },
      ...{ productsMatching: productsCompared - differing.length, discrepancies },
      ...(matches && { matches: matches.map(({ sku }) => sku) }),
    };
  });
}

function printComparison({ discrepancies, matches, ...counts }: Comparison): void {
  if (discrepancies.length + (matches?.length ?? 0) > 0) {
    console.log(compareTable(discrepancies, matches ?? []));
  }
  const { productsCompared, productsMatching, comparedAt } = counts;
  const more = discrepancies.length === MAX_DISCREPANCIES ? ', the first of maybe more' : '';
  const verdict = discrepancies.length
    ? paint('red', `${discrepancies.length} discrepancies${more}`)
    : paint('green', 'no discrepancies');
  console.log(
    `${productsMatching} of ${productsCompared} products match at ${comparedAt}: ${verdict}`,
  );
}
