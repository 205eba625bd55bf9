'use strict';
// The program that owns the file of reels, in a separate process: it edits the file while it is being synced.
// node owner-program.cjs FILE SEED ACTIONS. It reads the keys that it may edit as one line of JSON. After its last action,
// or when its input ends, it prints its edits as JSON: [[action, key], ...].
const readline = require('node:readline');
const { setTimeout } = require('node:timers');
const { DatabaseSync } = require('@photostructure/sqlite');

const [file, seed, limit] = process.argv.slice(2);
let state = Number(seed);
const below = (end) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * end);
};
const pause = (milliseconds) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const db = new DatabaseSync(file, { timeout: 20_000 });
const done = [];
const stamp = () => `mill ${done.length}`;

const ACTIONS = {
  sell: (key) =>
    run(
      `update reels set status = ?, last_date = ? where reel_number = ? and status = 'In-stock'`,
      ...[['Sold', 'Delivered'][below(2)], stamp(), key],
    ),
  restock: (key) =>
    run(
      `update reels set status = 'In-stock', last_date = null where reel_number = ? and status <> 'In-stock'`,
      key,
    ),
  lose: (key) => run(`update reels set status = 'Lost' where reel_number = ?`, key),
  comment: (key) => run(`update reels set comments = ? where reel_number = ?`, stamp(), key),
  remove: (key) => run('delete from reels where reel_number = ?', key),
  // Like INSERT OR REPLACE: the same row with a new rowid, after all others.
  replace: (key) =>
    run(
      `update reels set rowid = (select max(rowid) from reels) + 1
       where rowid = (select rowid from reels where reel_number = ? limit 1)`,
      key,
    ),
  twice: (key) => run('insert into reels select * from reels where reel_number = ? limit 1', key),
  add: (key) =>
    run(
      `insert into reels (reel_number, status, receive_date, pieces) values (?, 'In-stock', '2026-11-01', 1)`,
      `NEW-${done.length}-${key}`,
    ),
  hold: () => {
    db.exec('begin immediate');
    pause(below(120));
    db.exec('commit');
  },
  peek: () => {
    db.exec('begin');
    db.prepare('select count(*) from reels').all();
    pause(below(60));
    db.exec('commit');
  },
};
const DICE = Object.entries({
  ...{ sell: 20, comment: 20, add: 6, remove: 5, replace: 6, restock: 6, lose: 2, twice: 2 },
  ...{ hold: 5, peek: 5 },
}).flatMap(([name, weight]) => Array.from({ length: weight }, () => name));

function run(sql, ...values) {
  db.prepare(sql).run(...values);
}

function act(keys) {
  const name = DICE[below(DICE.length)];
  const key = keys[below(keys.length)];
  try {
    ACTIONS[name](key);
    done.push([name, key]);
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    if (![5, 6].includes(error.errcode & 0xff)) throw error; // a user would try again later
  }
}

let keys;
let stopped = false;
const lines = readline.createInterface({ input: process.stdin });
lines.once('line', (line) => {
  keys = JSON.parse(line);
  step();
});
lines.once('close', () => (stopped = true));

function step() {
  if (stopped || done.length >= Number(limit)) {
    db.close();
    process.stdout.write(JSON.stringify(done), () => process.exit(0));
    return;
  }
  act(keys);
  setTimeout(step, below(6));
}
