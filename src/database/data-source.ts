import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Ledger1700000000001 } from '../../db/migrations/0001-ledger';
import { StockDocuments1700000000002 } from '../../db/migrations/0002-stock-documents';
import { Reconciliation1700000000003 } from '../../db/migrations/0003-reconciliation';
import { Walls1700000000004 } from '../../db/migrations/0004-walls';
import { ProductAttributes1700000000005 } from '../../db/migrations/0005-product-attributes';
import { Sync1700000000006 } from '../../db/migrations/0006-sync';
import { Versions1700000000007 } from '../../db/migrations/0007-versions';
import { CONNECT_TIMEOUT_MS } from './pool';

/** TypeORM as the migrations use it; `url` is a login that may take the owner's role. */
export function createDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'inventory',
    // The schema is written in SQL files; TypeORM never guesses at it.
    synchronize: false,
    migrationsRun: false,
    migrations: [
      Ledger1700000000001,
      StockDocuments1700000000002,
      Reconciliation1700000000003,
      Walls1700000000004,
      ProductAttributes1700000000005,
      Sync1700000000006,
      Versions1700000000007,
    ],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // The owner makes every object, whoever logs in.
    extra: { options: '-c role=bincard_owner' },
  });
}
