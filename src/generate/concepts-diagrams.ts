import type { Pool } from 'pg';
import { readSql } from '../database/sql-files';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly key: boolean;
  readonly refers: string | null;
  readonly declared: boolean;
}

interface Table {
  readonly table: string;
  readonly columns: Column[];
}

/** Which diagram draws a table; a new table must be added here, or generating fails. */
const DIAGRAMS: Record<string, string> = {
  'Master data':
    'tenants locations products product_units product_codes product_attributes kit_components stock_policies',
  'Suppliers and purchase orders':
    'suppliers products supplier_products purchase_orders purchase_order_lines receipts batches',
  'The ledger and its projections':
    'batches movements stock_levels batch_stock daily_stock broken_chains',
  'Receipts, lots and batches': 'receipts lots batches expiry_write_offs',
  'Costs and value': 'receipts batches batch_costs batch_cost_lines daily_costs',
  'Kits and assemblies': 'products kit_components assemblies assembly_parts receipts batches',
  'Sales and reservations':
    'sales sale_lines sale_line_components refunds refund_lines reservations reservation_uses',
  'Adjustments, transfers and counts':
    'batches adjustments transfers transfer_lines transfer_arrivals transfer_closings stock_counts stock_count_lines stock_count_entries stock_count_tallies stock_count_reasons count_plans count_classes',
  'Channels and reconciliation':
    'channel_products channel_stock channel_corrections reconciliation_runs reconciliation_lines',
  People: 'users user_passwords user_links sessions api_tokens sign_in_attempts',
  'Files in': 'import_runs import_run_ends import_problems import_changes imported_rows',
  Sync: 'sync_sources sync_runs sync_run_ends sync_run_rows sync_changes product_mappings',
  Webhooks: 'webhooks webhook_secrets outbox stock_alerts',
  'Closed days, verification, audit':
    'closed_days chain_anchors archives checkpoint_signatures signing_keys verifications audit_log audit_heads idempotency_keys',
};
const NOT_DRAWN =
  'reporting_logins applied_files schema_migrations audit_log idempotency_keys verifications'.split(
    ' ',
  );

/** The diagrams of docs/concepts.md, from the live catalog: Mermaid by the name of its region. */
export async function drawConcepts(pool: Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<Table>(readSql('src/generate/tables.sql'));
  const { rows: paths } = await pool.query<{ table: string; steps: string[] }>(
    readSql('src/generate/transitions.sql'),
  );
  const placed = [...Object.values(DIAGRAMS).flatMap((names) => names.split(' ')), ...NOT_DRAWN];
  const missing = tables.filter(({ table }) => !placed.includes(table));
  const gone = placed.filter((name) => !tables.some(({ table }) => table === name));
  if (missing.length > 0 || gone.length > 0) {
    throw new Error(
      `src/generate/concepts-diagrams.ts: no diagram for ${missing.map(({ table }) => table).join(', ') || 'none'}; no table ${gone.join(', ') || 'none'}`,
    );
  }
  return {
    entities: Object.entries(DIAGRAMS)
      .map(([title, names]) => drawEntities(title, names.split(' '), tables))
      .join('\n\n'),
    states: paths.map(({ table, steps }) => drawStates(table, steps)).join('\n\n'),
  };
}

function drawEntities(title: string, names: string[], tables: Table[]): string {
  const drawn = tables.filter(({ table }) => names.includes(table));
  const references = new Map<string, string[]>();
  for (const { table, columns } of drawn) {
    for (const { name, refers, declared } of columns) {
      if (name === 'tenant_id' || refers === null || !names.includes(refers)) continue;
      const line = `  ${refers} ||${declared ? '--' : '..'}o{ ${table}`;
      references.set(line, [...(references.get(line) ?? []), name.replace(/_id$/, '')]);
    }
  }
  const edges = [...references].map(([line, names]) => `${line} : "${names.join(', ')}"`);
  const entities = drawn.map(({ table, columns }) => {
    const lines = columns
      .filter(({ name }) => name !== 'tenant_id')
      .map(({ name, type, key, refers }) => {
        const keys = [key && 'PK', refers && 'FK'].filter(Boolean).join(', ');
        return `    ${typeName(type)} ${name}${keys && ` ${keys}`}`;
      });
    return `  ${table} {\n${lines.join('\n')}\n  }`;
  });
  return ['### ' + title, '', '```mermaid', 'erDiagram', ...edges, ...entities, '```'].join('\n');
}

/** A type as Mermaid takes it: one word. */
function typeName(type: string): string {
  return type
    .replace('inventory.', '') // the ledger's own types of days, times and numbers
    .replace(/\[\]$/, '_list')
    .replace(/\W+/g, '_')
    .replace(/_$/, '');
}

function drawStates(table: string, steps: string[]): string {
  const pairs = steps.map((step) => step.split('>') as [from: string, to: string]);
  const from = new Set(pairs.map(([state]) => state));
  const to = new Set(pairs.map(([, state]) => state));
  const title = table[0]!.toUpperCase() + table.slice(1).replaceAll('_', ' ');
  return [
    ...[`### ${title}`, '', '```mermaid', 'stateDiagram-v2'],
    ...[...from].filter((state) => !to.has(state)).map((state) => `  [*] --> ${state}`),
    ...pairs.map(([before, after]) => `  ${before} --> ${after}`),
    ...[...to].filter((state) => !from.has(state)).map((state) => `  ${state} --> [*]`),
    '```',
  ].join('\n');
}

/** A page with its regions `<!-- generated: name --> ... <!-- end -->` filled. */
export function fillRegions(page: string, regions: Record<string, string>): string {
  const left = new Set(Object.keys(regions));
  const filled = page.replace(
    /(<!-- generated: (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      if (!left.delete(name)) throw new Error(`a page has a region ${name} that nothing fills`);
      return `${start}\n${regions[name]!}\n\n${end}`;
    },
  );
  if (left.size > 0) throw new Error(`a page has no region ${[...left].join(', ')}`);
  return filled;
}
