import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readSql } from '../../src/database/sql-files';

/** Adjustments, transfers, stock counts, reservations, expiry write-offs: runs its sibling .sql. */
export class StockDocuments1700000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readSql('db/migrations/0002-stock-documents.sql'));
  }

  down(): Promise<void> {
    throw new Error('A ledger is not migrated back: restore a backup instead');
  }
}
