import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Checkbox } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Code, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { factsOf, type ExternalRow } from './rows';
import classes from './SyncRowsPage.module.css';

const keyOf = ({ key }: ExternalRow) => key ?? '';
const canCome = ({ key, problem }: ExternalRow) => key !== null && problem === null;

/** Rows to choose from; one that cannot come in says why, and cannot be chosen. */
export function RowsTable(props: {
  rows: readonly ExternalRow[];
  total: number | undefined;
  chosen: ReadonlySet<string>;
  choose: (chosen: ReadonlySet<string>) => void;
}) {
  const { rows, total, chosen, choose } = props;
  const { t } = useLingui();
  const format = useFormat();
  const possible = rows.filter(canCome);
  const count = possible.filter((row) => chosen.has(keyOf(row))).length;
  const toggle = (row: ExternalRow, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(keyOf(row));
    else next.delete(keyOf(row));
    choose(next);
  };
  const columns: Column<ExternalRow>[] = [
    {
      key: 'choose',
      width: '3.25rem',
      title: (
        <Checkbox
          aria-label={t`Choose all that are shown`}
          checked={count > 0 && count === possible.length}
          indeterminate={count > 0 && count < possible.length}
          disabled={possible.length === 0}
          onChange={(event) =>
            choose(event.currentTarget.checked ? new Set(possible.map(keyOf)) : new Set())
          }
        />
      ),
      cell: (row) => (
        <Checkbox
          aria-label={t`Choose ${row.key ?? ''}`}
          checked={chosen.has(keyOf(row))}
          disabled={!canCome(row)}
          onChange={(event) => toggle(row, event.currentTarget.checked)}
        />
      ),
    },
    {
      key: 'key',
      title: t`Key`,
      width: '7.5rem',
      cell: ({ key }) => (key === null ? '–' : <Code>{key}</Code>),
    },
    {
      key: 'what',
      title: t`Comes in as`,
      cell: ({ product, problem }) =>
        product ? (
          <span className={classes.what}>
            <Typed>{product.name}</Typed>
          </span>
        ) : (
          <span className={classes.problem} title={problem ?? undefined}>
            {problem}
          </span>
        ),
    },
    {
      key: 'sku',
      title: t`SKU`,
      width: '9rem',
      isWide: true,
      cell: ({ product }) => product && <Code>{product.sku}</Code>,
    },
    {
      key: 'lot',
      title: t`Lot`,
      width: '9rem',
      isWide: true,
      cell: ({ product }) => product && <Code>{product.batchNumber}</Code>,
    },
    {
      key: 'facts',
      title: t`Details`,
      isWide: true,
      cell: (row) => (
        <bdi className={classes.facts} title={factsOf(row)}>
          {factsOf(row)}
        </bdi>
      ),
    },
    {
      key: 'quantity',
      title: t`Quantity`,
      width: '5.5rem',
      isFigure: true,
      cell: ({ quantity }) => (quantity === null ? '–' : format.number(quantity)),
    },
  ];
  return (
    <VirtualTable
      label={t`Rows`}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.key ?? `none-${rows.indexOf(row)}`}
      total={total}
    />
  );
}
