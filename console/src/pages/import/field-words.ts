import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { useStatusNames } from '../products/StatusTag';
import { useFieldNames } from './kinds';

const ATTRIBUTE = 'attribute:';
const COUNTED: readonly string[] = [
  ...['onHand', 'quantity', 'reorderPoint', 'minimumQuantity', 'leadTimeDays'],
];
const MONEY: readonly string[] = ['price', 'cost'];
const YES_OR_NO: readonly string[] = ['trackInventory', 'active'];

/** A field before and after. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a change says. */
export interface Words {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Kinds of products and of places in the reader's words. */
export function useKindNames(): Record<string, string> {
  const { t } = useLingui();
  return {
    ...{ GOODS: t`Goods`, KIT: t`Kit` },
    ...{ STOREFRONT: t`Shop`, WAREHOUSE: t`Warehouse`, QUARANTINE: t`Quarantine store` },
  };
}

/** Says changes in the reader's words: the name of the field, and days, money, counts, yes and no. Of another program, a status and, `isColumn`, a column are its own words. */
export function useChangeWords(
  of: 'here' | 'there' = 'here',
): (change: Change, isColumn?: boolean) => Words {
  const { t } = useLingui();
  const { number, money, day } = useFormat();
  const nameOf = useFieldNames();
  const statuses: Record<string, string> = useStatusNames();
  const kinds = useKindNames();
  const valueOf = (field: string, text: string): string => {
    if (COUNTED.includes(field) && /^-?\d{1,15}$/.test(text)) return number(Number(text));
    if (MONEY.includes(field) && /^-?\d+(\.\d+)?$/.test(text)) return money(text);
    if (YES_OR_NO.includes(field)) {
      return text === 'true' ? t`yes` : text === 'false' ? t`no` : text;
    }
    if (field === 'expiry' && /^\d{4}-\d\d-\d\d$/.test(text)) return day(text);
    if (field === 'status' && of === 'here') return statuses[text] ?? text;
    if (field === 'kind') return kinds[text] ?? text;
    return text;
  };
  return ({ field, before, after }, isColumn = false) => {
    const said = (text: string | null) => (text === null ? '–' : text);
    // An attribute, or a column there, may be called as a field is.
    if (isColumn || field.startsWith(ATTRIBUTE)) {
      const name = isColumn ? field : field.slice(ATTRIBUTE.length);
      return { name, before: said(before), after: said(after) };
    }
    const name = nameOf(field);
    const [was, is] = [before, after].map((text) => text && valueOf(field, text));
    // What differs only beyond the digits that are written is shown as it is.
    if (was === is) return { name, before: said(before), after: said(after) };
    return { name, before: was ?? '–', after: is ?? '–' };
  };
}
