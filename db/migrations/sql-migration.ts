import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readSql } from '../../src/database/sql-files';

/** A migration that is SQL files, run one after the other in one transaction. */
export abstract class SqlMigration implements MigrationInterface {
  /** Paths from the package root. */
  protected abstract readonly files: readonly string[];

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const file of this.files) {
      await queryRunner.query(readSql(file));
    }
  }

  down(): Promise<void> {
    throw new Error('A ledger is not migrated back: restore a backup instead');
  }
}
