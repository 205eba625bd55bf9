import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

// What was counted and is not known to be written yet, kept in the browser so that a lost connection, a closed window or
// an empty battery loses nothing. It belongs to the person who counted and is emptied when that person signs out.

/** A figure as a person found it. */
export interface Counted {
  /** Its place in the queue. */
  readonly order?: number;
  /** Whose it is: nobody else's session sends it. */
  readonly owner: string;
  readonly countId: string;
  /** What makes sending it again safe. */
  readonly key: string;
  readonly batchId: string;
  readonly placeId: string;
  readonly amount: string;
  readonly unit: string;
  readonly mode: 'SET' | 'ADD';
  /** The version of the line that the person saw, where others may count it too. */
  readonly version: number | null;
  /** The last movement of the batch that is known to be before the figure. */
  readonly sequence: number;
  /** When it was counted, by the clock of this device. */
  readonly at: number;
  /** Whether `sequence` was looked up for that moment. What is sent again is exactly what was sent. */
  readonly isPlaced: boolean;
  /** Why the server did not take it. */
  readonly refusal?: { readonly message: string; readonly hint: string | null };
}

/** A count as the server answered it last, and for whom: to go on with it where the page is opened without a connection. */
export interface Sheet {
  readonly countId: string;
  readonly owner: string;
  readonly me: unknown;
  readonly count: unknown;
}

interface Schema extends DBSchema {
  counted: { key: number; value: Counted; indexes: { owner: string } };
  /** One: the last that was open. */
  sheet: { key: string; value: Sheet };
}

const NAME = 'bincard-counting';
let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, 2, {
    upgrade: (db, from) => {
      if (from < 1) {
        db.createObjectStore('counted', { keyPath: 'order', autoIncrement: true }).createIndex(
          'owner',
          'owner',
        );
      }
      db.createObjectStore('sheet', { keyPath: 'countId' });
    },
    blocking: (_, __, event) => {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
  });
  return opened;
}

/** What a person has counted that is not known to be written, in order. */
export async function countedBy(owner: string): Promise<Counted[]> {
  return (await database()).getAllFromIndex('counted', 'owner', owner);
}

export async function keep(counted: Counted): Promise<void> {
  await (await database()).put('counted', counted);
}

export async function drop({ order }: Counted): Promise<void> {
  if (order !== undefined) await (await database()).delete('counted', order);
}

/** How much is not sent, whosever it is. */
export async function unsent(): Promise<number> {
  return (await database()).count('counted');
}

export async function keepSheet(sheet: Sheet): Promise<void> {
  const change = (await database()).transaction('sheet', 'readwrite');
  await change.store.clear();
  await change.store.put(sheet);
  await change.done;
}

export async function sheetOf(countId: string): Promise<Sheet | undefined> {
  return (await database()).get('sheet', countId);
}

/** Forgets the count that is kept, where it is one of these. */
export async function forgetSheet(is: (sheet: Sheet) => boolean): Promise<void> {
  const db = await database();
  for (const sheet of await db.getAll('sheet')) {
    if (is(sheet)) await db.delete('sheet', sheet.countId);
  }
}
