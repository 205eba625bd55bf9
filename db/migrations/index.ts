import type { MigrationInterface } from 'typeorm';
import { Ledger1700000000001 } from './0001-ledger';
import { StockDocuments1700000000002 } from './0002-stock-documents';
import { Reconciliation1700000000003 } from './0003-reconciliation';
import { Walls1700000000004 } from './0004-walls';
import { ProductAttributes1700000000005 } from './0005-product-attributes';
import { Sync1700000000006 } from './0006-sync';
import { Versions1700000000007 } from './0007-versions';

/** Every migration, the first first. Their names can be asked for without loading TypeORM. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Ledger1700000000001,
  StockDocuments1700000000002,
  Reconciliation1700000000003,
  Walls1700000000004,
  ProductAttributes1700000000005,
  Sync1700000000006,
  Versions1700000000007,
];
