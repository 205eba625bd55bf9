const { readFileSync } = require('node:fs');

// Which folder may import which is the picture in docs/architecture.md; this file turns it into rules.

const PICTURE = 'docs/architecture.md';
const ENUMS = '^src/schema/(enums|count-enums|purchase-enums|transfer-enums|scalars)\\.ts$';

/** `a --> b & c` of the picture under "Layers", as a map from a to [b, c]. */
function readArrows() {
  const [, picture] = /## Layers[^]*?```mermaid\n([^]*?)```/.exec(readFileSync(PICTURE, 'utf8'));
  const arrows = new Map();
  for (const [, from, to] of picture.matchAll(/^ *(\w+) --> (.+)$/gm)) {
    arrows.set(from, to.trim().split(' & '));
  }
  return arrows;
}

function pathOf(layer) {
  if (layer === 'enums') return ENUMS;
  if (layer === 'schema')
    return '^src/schema/(?!(enums|count-enums|purchase-enums|transfer-enums|scalars)\\.ts$)';
  return `^src/${layer}/`;
}

/** The layer itself and all that its arrows lead to. */
function reachable(arrows, layer, found = new Set()) {
  if (!found.has(layer)) {
    found.add(layer);
    for (const next of arrows.get(layer) ?? []) reachable(arrows, next, found);
  }
  return found;
}

const arrows = readArrows();
const layers = [...new Set([...arrows].flatMap(([from, to]) => [from, ...to]))];
const GRAPHQL = '(^|/)node_modules/(graphql|graphql-scalars|type-graphql|@apollo)/';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-folder-is-a-layer',
      comment: `A folder of src has its place in the picture of ${PICTURE}.`,
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: layers.map(pathOf) },
    },
    ...layers.map((layer) => ({
      name: `${layer}-imports-only-lower-layers`,
      comment: `The picture in ${PICTURE} has no way down from ${layer} to that folder.`,
      severity: 'error',
      from: { path: pathOf(layer) },
      to: { path: '^src/', pathNot: [...reachable(arrows, layer)].map(pathOf) },
    })),
    {
      name: 'graphql-errors-only-in-server',
      comment:
        'src/server/graphql makes GraphQL errors. Below it throw a Refusal or a BadInput. shown-figure reads what is asked for.',
      severity: 'error',
      from: {
        path: '^src/(resolvers|schema|entities)/',
        pathNot: [ENUMS, '^src/resolvers/shown-figure\\.ts$'],
      },
      to: { path: '(^|/)node_modules/graphql/' },
    },
    {
      name: 'no-graphql-in-capabilities',
      severity: 'error',
      from: { path: '^src/(?!(server|resolvers|schema|entities|generate)/)' },
      to: { path: GRAPHQL },
    },
    {
      name: 'migrations-import-only-sql-files',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^src/', pathNot: '^src/database/sql-files\\.ts$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true, // imports of types count too
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
