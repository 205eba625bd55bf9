const fs = require('node:fs');
const path = require('node:path');
const seconds = require('./durations.json');

const root = path.join(__dirname, '../..');

/**
 * In the whole suite the short files of a folder that has group files are loaded together, in as many parts as it has
 * group files: loading the program anew takes one to two seconds a file. Every test keeps its database.
 */
const isGroup = (file) => file.endsWith('.group.cjs');

/** These run by themselves: PostgreSQL 15 runs some of a folder's and not all, and a mock is of everything around it. */
const ALONE =
  /^test\/(attack\/sql-|cli\/backup|archive\/archive-restored|database\/(embedded-server|wait|queries)|webhooks\/address)/;

const filesOf = (folder) => fs.readdirSync(path.join(root, folder)).sort();

const groupedFolders = () =>
  fs
    .readdirSync(path.join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `test/${name}`)
    .filter((folder) => filesOf(folder).some(isGroup));

/** The short files of a folder: those that durations.json does not list. Their paths begin at the root. */
const shortFiles = (folder) =>
  filesOf(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${folder}/${file}`)
    .filter((file) => !(file in seconds) && !ALONE.test(file));

/** Declares the tests of the short files of a folder that are the part of this group file. */
function loadGroup(groupFile) {
  const folder = path.relative(root, path.dirname(groupFile)).replaceAll('\\', '/');
  const groups = filesOf(folder).filter(isGroup);
  const part = groups.indexOf(path.basename(groupFile));
  const files = shortFiles(folder).filter((_, index) => index % groups.length === part);
  for (const file of files) {
    globalThis.describe(file, () => void require(path.join(root, file)));
  }
}

module.exports = { loadGroup, shortFiles: () => groupedFolders().flatMap(shortFiles) };
