import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

// The sources are in English; src/locales holds a catalog for each language, of which `npm run messages` keeps the list.
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'de'],
  catalogs: [{ path: 'src/locales/{locale}', include: ['src'] }],
  format: formatter({ lineNumbers: false }),
});
