import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readSql } from '../../src/database/sql-files';

/** A migration that is SQL files of db/migrations, run one after the other in one transaction. */
export abstract class SqlMigration implements MigrationInterface {
  /** Paths below db/migrations, without the ending. */
  protected abstract readonly files: readonly string[];

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const file of this.files) {
      await queryRunner.query(readSql(`db/migrations/${file}.sql`));
    }
  }

  down(): Promise<void> {
    throw new Error('A ledger is not migrated back: restore a backup instead');
  }
}
