import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

// The sources are in English; src/locales holds a catalog for each language, of which `npm run messages` keeps the list.
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'de'],
  catalogs: [{ path: 'src/locales/{locale}', include: ['src'] }],
  // Messages with elements are drawn by our own, which leaves typed texts as they are.
  runtimeConfigModule: { Trans: ['@bincard/trans', 'Trans'] },
  format: formatter({ lineNumbers: false }),
});
