import '@mantine/core/styles/Input.css';
import { NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import type { Read } from './file';
import { FIELDS, useFieldNames, type Kind } from './kinds';
import classes from './ImportPage.module.css';

const EXAMPLES = 3;

const examplesOf = (read: Read, at: number): string =>
  Array.from({ length: 20 }, (_, row) => read.cellsOf(row + 2)?.[at]?.trim() ?? '')
    .filter(Boolean)
    .slice(0, EXAMPLES)
    .join(' · ');

/** Which column is which field: guessed by its name, and to be said otherwise. */
export function Columns(props: {
  kind: Kind;
  read: Read;
  map: Readonly<Record<string, string>>;
  change: (map: Readonly<Record<string, string>>) => void;
}) {
  const { kind, read, map, change } = props;
  const { t } = useLingui();
  const nameOf = useFieldNames();
  const { required, more } = FIELDS[kind];
  const attribute = (column: string) => `attribute:${column.replace(/^attribute:/i, '').trim()}`;
  const columns = [...new Set(read.columns)].filter((column) => column !== '');
  return (
    <Panel icon="api" title={<Trans>Columns</Trans>} count={columns.length}>
      <div
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={t`Columns of the file`}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Column</Trans>
              </th>
              <th scope="col">
                <Trans>becomes</Trans>
              </th>
              <th scope="col">
                <Trans>Examples</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column}>
                <td>
                  <Typed>{column}</Typed>
                </td>
                <td>
                  <NativeSelect
                    w="13rem"
                    size="sm"
                    aria-label={t`${column} becomes`}
                    value={map[column] ?? ''}
                    data={[
                      { value: '', label: t`is left out` },
                      ...[...required, ...more].map((field) => ({
                        value: field,
                        label: nameOf(field),
                      })),
                      ...(kind === 'products'
                        ? [{ value: attribute(column), label: t`an attribute` }]
                        : []),
                    ]}
                    onChange={(event) => change({ ...map, [column]: event.currentTarget.value })}
                  />
                </td>
                <td className={classes.examples}>
                  <bdi>{examplesOf(read, read.columns.indexOf(column))}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
