import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../db/migrations';
import { CONNECT_TIMEOUT_MS } from './pool';

/** TypeORM as the migrations use it; the login of `url` must be able to set the owner's role. */
export function createDataSource(url: string, migrations = MIGRATIONS): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'inventory',
    // The schema is written in SQL files; TypeORM does not derive it.
    synchronize: false,
    migrationsRun: false,
    migrations: [...migrations],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // Whatever the login, every object belongs to the owner.
    extra: { options: '-c role=bincard_owner' },
  });
}
