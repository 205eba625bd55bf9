import { useLingui } from '@lingui/react';
import { localeOf } from '../language';

const SPACES = /[\s\u00a0\u202f'’]/g;

/** "1,500" or "1.500,25", by which of the two signs groups digits; no group begins with a zero. */
const GROUPED: Readonly<Record<string, RegExp>> = {
  ',': /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/,
  '.': /^-?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/,
};

/** A number as the API takes it, from how the reader writes it: "1.500" is 1500 in German and one and a half in English. */
function decimal(text: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(1000);
  const group = parts.find(({ type }) => type === 'group')?.value ?? '';
  const bare = text.trim().replaceAll(SPACES, '');
  const ungrouped = GROUPED[group]?.test(bare) ? bare.replaceAll(group, '') : bare;
  return ungrouped.replace(',', '.');
}

/** Reads numbers as this reader writes them. What is none is left as it is, for the server to refuse. */
export function useDecimal(): (text: string) => string {
  const locale = localeOf(useLingui().i18n.locale);
  return (text) => decimal(text, locale);
}
