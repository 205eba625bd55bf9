import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Cell } from '../../csv';
import { useFormat } from '../../format';
import { FigureLink } from '../product/FigureLink';
import type { ProductView } from '../product/search';

/** Where a figure leads: to a product, and what of it is shown there. */
interface Leads {
  readonly product: string;
  readonly view: ProductView;
}

/** A column of a report: its cell in the table, and in the file. */
export interface ReportColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly value: (row: Row) => Cell;
  readonly show?: (row: Row) => ReactNode;
  readonly isFigure?: boolean;
  readonly isWide?: boolean;
  readonly width?: string;
}

interface OfProduct {
  readonly product: {
    readonly id: string;
    readonly sku: string;
    readonly name: string;
    readonly baseUnit: string;
  } | null;
}

/** Money as the API answers it, which is a decimal number in a text: it is shown and never computed with. */
export function useMoney(): (value: string | null) => string {
  const format = useFormat();
  return (value) => (value === null ? '–' : format.money(value));
}

/** Columns that reports have in common. */
export function useParts() {
  const { t } = useLingui();
  const format = useFormat();
  const money = useMoney();
  return {
    quantity: <Row,>(
      key: string,
      title: string,
      value: (row: Row) => number | null,
      isWide = false,
      leads?: (row: Row) => Leads | null,
    ): ReportColumn<Row> => ({
      ...{ key, title, value, isFigure: true, isWide, width: '5.5rem' },
      show: (row) => {
        const found = value(row);
        if (found === null) return '–';
        const to = leads?.(row);
        return to ? <FigureLink {...to}>{format.number(found)}</FigureLink> : format.number(found);
      },
    }),
    money: <Row,>(
      key: string,
      title: string,
      value: (row: Row) => string | null,
      isWide = false,
    ): ReportColumn<Row> => ({
      ...{ key, title, value, isFigure: true, isWide, width: '7.5rem' },
      show: (row) => money(value(row)),
    }),
    sku: <Row extends OfProduct>(): ReportColumn<Row> => ({
      ...{ key: 'sku', title: t`SKU`, isWide: true, width: '6rem' },
      value: ({ product }) => product?.sku ?? '',
    }),
    unit: <Row extends OfProduct>(): ReportColumn<Row> => ({
      ...{ key: 'unit', title: t`Unit`, isWide: true, width: '4rem' },
      value: ({ product }) => product?.baseUnit ?? '',
    }),
    place: <Row extends { location: { code: string } | null }>(): ReportColumn<Row> => ({
      ...{ key: 'place', title: t`Place`, width: '5.5rem' },
      value: ({ location }) => location?.code ?? '',
    }),
  };
}
