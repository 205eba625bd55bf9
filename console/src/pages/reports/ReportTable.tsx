import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { csvOf, saveCsv } from '../../csv';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import type { ReportColumn } from './report';

/** A report's table, with the same rows and columns as a file. */
export function ReportTable<Row>(props: {
  name: string;
  title: string;
  columns: readonly ReportColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What is said where there is no row. */
  none: ReactNode;
  total?: number | undefined;
  more?: (() => void) | undefined;
}) {
  const { name, title, columns, rows, keyOf, none, total, more } = props;
  const format = useFormat();
  const save = () =>
    saveCsv(
      `${name}-${format.today()}.csv`,
      csvOf(
        columns.map((column) => column.title),
        rows.map((row) => columns.map(({ value }) => value(row))),
      ),
    );
  return (
    <Panel
      icon="order"
      title={title}
      count={rows.length > 0 ? format.number(total ?? rows.length) : undefined}
      more={
        rows.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={save}>
            <Trans>CSV</Trans>
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <Notice icon="check" title={none} />
      ) : (
        <VirtualTable
          label={title}
          rows={rows}
          keyOf={keyOf}
          total={total}
          more={more}
          columns={columns.map(({ value, show, ...column }) => ({
            ...column,
            cell: (row: Row) => (show ? show(row) : <Plain value={value(row)} />),
          }))}
        />
      )}
    </Panel>
  );
}

const Plain = ({ value }: { value: string | number | null }) => (
  <Typed>{String(value ?? '')}</Typed>
);

/** A product as the first column of a report: the way to its bin card. */
export const ProductCell = (props: {
  product: { readonly id: string; readonly sku: string; readonly name: string } | null;
}) =>
  props.product && (
    <Link to="/products/$id" params={{ id: props.product.id }}>
      <Typed>{props.product.name}</Typed>
    </Link>
  );

export const CodeCell = ({ code }: { code: string }) => <Code>{code}</Code>;
