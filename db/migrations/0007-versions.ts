import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readSql } from '../../src/database/sql-files';

/** Which version applied each file: runs its sibling .sql. */
export class Versions1700000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readSql('db/migrations/0007-versions.sql'));
  }

  down(): Promise<void> {
    throw new Error('A ledger is not migrated back: restore a backup instead');
  }
}
