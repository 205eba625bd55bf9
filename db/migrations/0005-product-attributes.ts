import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readSql } from '../../src/database/sql-files';

/** Attributes of products as rows that they are found by: runs its sibling .sql. */
export class ProductAttributes1700000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readSql('db/migrations/0005-product-attributes.sql'));
  }

  down(): Promise<void> {
    throw new Error('A ledger is not migrated back: restore a backup instead');
  }
}
