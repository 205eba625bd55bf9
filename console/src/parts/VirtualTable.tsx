import { Trans } from '@lingui/react/macro';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { TextButton } from './TextButton';
import classes from './VirtualTable.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** A figure: at the right, its digits below each other. */
  readonly isFigure?: boolean;
  /** Left out where there is little room. */
  readonly isWide?: boolean;
  /** Such as 8rem; the others share what is left. */
  readonly width?: string;
}

/** What stands in the first column where its own column is left out. */
export const Narrow = ({ children }: { children: ReactNode }) => (
  <small className={classes.narrow}>{children}</small>
);

/** A table of any length: what is in the window is drawn, and the next rows are asked for before its end is reached. */
export function VirtualTable<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  rowHeight?: number;
  /** How many rows there are, of which some may not be loaded. */
  total?: number | undefined;
  more?: (() => void) | undefined;
  /** Asks again for the next rows, which did not come. */
  retry?: (() => void) | undefined;
}) {
  const { label, columns, rows, keyOf, rowHeight = 44, total, more, retry } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [rows.length > 0]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => keyOf(rows[index]!),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isNearEnd = last >= rows.length - 40;
  useEffect(() => {
    if (isNearEnd) more?.();
  }, [isNearEnd, more]);
  const above = (items[0]?.start ?? top) - top;
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  const classOf = ({ isFigure, isWide }: Column<Row>) =>
    [isFigure && classes.figure, isWide && classes.wide].filter(Boolean).join(' ') || undefined;
  return (
    <table className={classes.table} aria-label={label} aria-rowcount={(total ?? rows.length) + 1}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              className={classOf(column)}
              style={{ width: column.width }}
              scope="col"
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {above > 0 && <tr aria-hidden="true" style={{ height: above }} />}
        {items.map(({ key, index }) => (
          <tr key={key} aria-rowindex={index + 2} style={{ height: rowHeight }}>
            {columns.map((column) => (
              <td key={column.key} className={classOf(column)}>
                {column.cell(rows[index]!)}
              </td>
            ))}
          </tr>
        ))}
        {below > 0 && <tr aria-hidden="true" style={{ height: below }} />}
        {retry && (
          <tr style={{ height: rowHeight }}>
            <td colSpan={columns.length} role="alert">
              <Trans>The next rows could not be loaded.</Trans>{' '}
              <TextButton onClick={retry}>
                <Trans>Try again</Trans>
              </TextButton>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
