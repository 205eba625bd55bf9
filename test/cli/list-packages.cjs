// For node --require: at exit, it writes the names of the npm packages that were loaded to the file LIST_PACKAGES_TO.
process.on('exit', () => {
  const files = Object.keys(require.cache).join('\n');
  const names = [...files.matchAll(/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/g)].map(
    ([, name]) => name,
  );
  require('node:fs').writeFileSync(process.env.LIST_PACKAGES_TO, [...new Set(names)].join('\n'));
});
