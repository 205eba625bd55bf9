const fs = require('node:fs');
const path = require('node:path');
const seconds = require('./durations.json');

const root = path.join(__dirname, '../..');

/**
 * In the whole suite the short files of these folders are loaded together, in two halves each: loading the server
 * anew takes one to two seconds a file. Every test keeps its database. sql-*.test.ts also run on PostgreSQL 15, alone.
 */
const TOGETHER = { 'test/api': /\.test\.ts$/, 'test/attack': /^(?!sql-).*\.test\.ts$/ };

/** The short files of a folder: those that durations.json does not list. Their paths begin at the root. */
function shortFiles(folder) {
  return fs
    .readdirSync(path.join(root, folder))
    .filter((file) => TOGETHER[folder].test(file))
    .map((file) => `${folder}/${file}`)
    .filter((file) => !(file in seconds))
    .sort();
}

/** Declares the tests of every other short file of a folder. */
function loadHalf(folder, half) {
  const files = shortFiles(path.relative(root, folder).replaceAll('\\', '/'));
  for (const file of files.filter((_, index) => index % 2 === half)) {
    globalThis.describe(file, () => void require(path.join(root, file)));
  }
}

module.exports = { loadHalf, shortFiles: () => Object.keys(TOGETHER).flatMap(shortFiles) };
