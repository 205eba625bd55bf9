import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../db/migrations';
import { CONNECT_TIMEOUT_MS } from './pool';

/** TypeORM as the migrations use it; `url` is a login that may take the owner's role. */
export function createDataSource(url: string, migrations = MIGRATIONS): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'inventory',
    // The schema is written in SQL files; TypeORM never guesses at it.
    synchronize: false,
    migrationsRun: false,
    migrations: [...migrations],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // The owner makes every object, whoever logs in.
    extra: { options: '-c role=bincard_owner' },
  });
}
