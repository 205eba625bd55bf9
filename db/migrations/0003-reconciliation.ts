import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readSql } from '../../src/database/sql-files';

/** Closed days, verification, channels, reconciliation runs: runs its sibling .sql. */
export class Reconciliation1700000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readSql('db/migrations/0003-reconciliation.sql'));
  }

  down(): Promise<void> {
    throw new Error('A ledger is not migrated back: restore a backup instead');
  }
}
