// Which folder of console/src may import which, from the top to the bottom: routes, pages, shell, forms and scan, states
// and session, parts and api.

const ABOVE = '^console/src/(pages|routes|router|main)';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pages-are-led-to',
      comment: 'What pages share stands below them; routes load a page when it is first led to.',
      severity: 'error',
      from: { path: '^console/src/', pathNot: ABOVE },
      to: { path: ABOVE },
    },
    {
      name: 'a-page-does-not-draw-another',
      severity: 'error',
      from: { path: '^console/src/', pathNot: '^console/src/routes/' },
      to: { path: '^console/src/pages/.*Page\\.tsx$' },
    },
    {
      name: 'shell-is-around-pages',
      severity: 'error',
      from: { path: '^console/src/(api|counting|forms|live|parts|scan|session|states)/' },
      to: { path: '^console/src/shell/' },
    },
    {
      name: 'forms-and-scan-are-below-pages',
      severity: 'error',
      from: { path: '^console/src/(api|counting|live|parts|session|states)/' },
      to: { path: '^console/src/(forms|scan)/' },
    },
    {
      name: 'parts-only-draw',
      comment: 'A part is given what it shows.',
      severity: 'error',
      from: { path: '^console/src/parts/' },
      to: { path: '^console/src/', pathNot: '^console/src/parts/' },
    },
    {
      name: 'api-knows-no-page',
      severity: 'error',
      from: { path: '^console/src/api/', pathNot: '/documents\\.ts$' },
      to: { path: '^console/src/', pathNot: '^console/src/(api/|place\\.ts$)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true, // imports of types count too
    doNotFollow: { path: 'node_modules' },
  },
};
