import path from 'node:path';
import { mappingsOf, unmappedColumns } from '../checked-mappings';
import { mappingProblems } from '../mapping-problems';
import type { SyncSource } from '../source';
import { settleRow, type StatusColumns } from './export-row';
import { ExternalFile } from './external-file';
import { ExternalTable } from './external-table';
import { ImportPages } from './import-pages';
import { countProducts, readProducts } from './products';
import type { OpenInput, Requests } from './protocol';
import { findSourceFile } from './source-path';

const COPY = 'copy.db';

/** A function for each request of the protocol. */
export type Handlers = {
  [Name in keyof Requests]: (
    ...input: Parameters<Requests[Name]>
  ) => Promise<ReturnType<Requests[Name]>>;
};

interface Session {
  readonly source: SyncSource;
  readonly file: ExternalFile;
  readonly table: ExternalTable;
  pages?: ImportPages;
  /** What a dry run of an export writes into. */
  copy?: ExternalFile;
}

/** The handlers for one source. `onLocked` is called each time the file was locked, before it is read or written. */
export function openSession(onLocked: () => void): Handlers {
  let session: Session | undefined;
  const current = () => {
    if (!session) throw new Error('open comes first');
    return session;
  };
  const pages = () => {
    const { pages: started } = current();
    if (!started) throw new Error('startImport comes first');
    return started;
  };
  return {
    open: async (input) => {
      session = await open(input, onLocked);
      return null;
    },
    describe: () => {
      const { table, source } = current();
      const mappings = mappingsOf(source, table);
      const problems = mappingProblems(mappings, table.columns);
      const unmapped = unmappedColumns(source, table, mappings);
      return Promise.resolve({ columns: table.columns, mappings, unmapped, problems });
    },
    countRows: async () => {
      const { table, source } = current();
      const key = table.column(source.keyColumn);
      const status = table.column(source.statusColumn);
      for (const name of [source.quantityColumn, source.lastDateColumn]) {
        if (name !== null) table.column(name);
      }
      return {
        statuses: await table.statuses(status),
        rows: await table.count(),
        duplicateKeys: (await table.duplicates(key)).size,
        missingKeys: await table.countBlank(key),
      };
    },
    startImport: async ({ keys }) => {
      const opened = current();
      opened.pages = await ImportPages.start(opened.source, opened.table, keys);
      return { total: keys ? keys.length : await opened.table.count() };
    },
    nextPage: () => pages().next(),
    mapRows: ({ page, rows }) => Promise.resolve(pages().map(page, rows)),
    releasePage: ({ page }) => {
      pages().release(page);
      return Promise.resolve(null);
    },
    existingKeys: ({ keys }) => {
      const { table, source } = current();
      return table.existing(table.column(source.keyColumn), keys);
    },
    checkExport: () => {
      statusColumns(current());
      return Promise.resolve(null);
    },
    exportRows: async ({ rows, date, scratch }) => {
      const opened = current();
      const columns = statusColumns(opened);
      if (scratch !== null) opened.copy ??= await copyInto(scratch, opened);
      return (opened.copy ?? opened.file).write((connection) =>
        rows.map((row) => settleRow(connection, columns, row, date)),
      );
    },
    close: () => {
      session?.copy?.close();
      session?.file.close();
      return Promise.resolve(null);
    },
    products: (input) => readProducts(current().table, current().source, input),
    countProducts: (input) => countProducts(current().table, current().source, input),
  };
}

async function open({ folder, source, mode }: OpenInput, onLocked: () => void): Promise<Session> {
  const found = findSourceFile(folder, source.tenantCode, source.path);
  const file = ExternalFile.open(found, mode, { onLocked });
  const table = await ExternalTable.find(file, source.tableName, source.allowComputed);
  return { source, file, table };
}

/** Only in a copy is it seen what the file's constraints and triggers refuse, and nobody waits for its lock. */
async function copyInto(scratch: string, { source, file }: Session): Promise<ExternalFile> {
  await file.copyTo(path.join(scratch, COPY));
  const copy = ExternalFile.open(
    findSourceFile(path.dirname(scratch), path.basename(scratch), COPY),
    'rw',
  );
  await ExternalTable.find(copy, source.tableName, source.allowComputed);
  return copy;
}

function statusColumns({ source, table }: Session): StatusColumns {
  return {
    table: table.schema.table,
    key: table.column(source.keyColumn),
    status: table.column(source.statusColumn),
    lastDate: source.lastDateColumn === null ? null : table.column(source.lastDateColumn),
    soldValues: source.soldValues,
    encoding: table.schema.encoding,
  };
}
