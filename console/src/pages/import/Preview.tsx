import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Code } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import type { Read } from './file';
import type { Checked, Problem } from './upload';
import { useProblems } from './words';
import classes from './ImportPage.module.css';

const MOST_ROWS = 50;

/** The rows with a problem, each at its cell with what to do. */
export function Preview({ read, checked }: { read: Read | undefined; checked: Checked }) {
  const { t } = useLingui();
  const format = useFormat();
  const { problems, refused, read: how } = checked;
  const taken = new Set(Object.values(how.columns));
  const columns = (read?.columns ?? [...taken])
    .map((name, at) => ({ name, at }))
    .filter(({ name }) => taken.has(name));
  const byRow = Map.groupBy(problems, ({ row }) => row);
  const rows = [...byRow].slice(0, MOST_ROWS);
  if (rows.length === 0) return null;
  return (
    <Panel icon="alarm" title={<Trans>Rows that are refused</Trans>} count={format.number(refused)}>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t`Rows of the file`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Row</Trans>
              </th>
              <th scope="col">
                <Trans>Why</Trans>
              </th>
              {columns.map(({ name, at }) => (
                <th key={at} scope="col">
                  <bdi>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([row, found]) => (
              <tr key={row}>
                <td>{format.number(row)}</td>
                <Why problems={found} />
                {columns.map(({ name, at }) => {
                  const problem = found.find(({ column }) => column === name);
                  return (
                    <td key={at} className={problem && classes.bad}>
                      <bdi>{read?.cellsOf(row)?.[at] ?? problem?.value ?? ''}</bdi>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {byRow.size < refused && (
        <Notice
          icon="order"
          title={<Trans>The first {format.number(rows.length)} of them are shown</Trans>}
        />
      )}
    </Panel>
  );
}

function Why({ problems }: { problems: readonly Problem[] }) {
  const say = useProblems();
  return (
    <td className={classes.why}>
      {problems.map((problem) => {
        const { code, column } = problem;
        const { message, hint } = say(problem);
        return (
          <div key={code + column}>
            <bdi>{message}</bdi>
            {hint !== undefined && <small>{hint}</small>}
            <small>
              <Code>{code}</Code>
            </small>
          </div>
        );
      })}
    </td>
  );
}
