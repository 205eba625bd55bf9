import type { ExternalFile } from './external-file';
import { keyForms } from './external-value';

/** A query of the keys that `listKeys` listed; named with temp, so that no table of the file can hide it. */
export const LISTED_KEYS = 'select value from temp.listed_keys';

/** Lists keys, of any number, in a temporary table for the statements that follow. */
export function listKeys(file: ExternalFile, keys: string[]): Promise<void> {
  return file.read((connection) => {
    connection.exec(
      'create temp table if not exists listed_keys (value); delete from temp.listed_keys',
    );
    const insert = connection.prepare('insert into temp.listed_keys values (?)');
    for (const form of keyForms(keys)) insert.run(form);
  });
}
