import type { MigrationInterface } from 'typeorm';
import { Baseline1700000000001 } from './0001-baseline';

/** Every migration, the first first. Their names can be asked for without loading TypeORM. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [Baseline1700000000001];
