import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Code, Tag, Typed } from '../../parts/Text';
import type { Counting } from './count';
import { SoFar } from './SoFar';
import classes from './CountPage.module.css';

/** Drawn at once: who has more to count finds the rest by scanning. */
const MOST = 300;

/** The lines: those to count first; each can be chosen. */
export function LineList(props: {
  all: readonly Counting[];
  current: string | undefined;
  choose: (counting: Counting) => void;
}) {
  const { all, current, choose } = props;
  const { t } = useLingui();
  const format = useFormat();
  const [wantsDone, setWantsDone] = useState(false);
  const shown = all.filter(({ isDone }) => isDone === wantsDone);
  const open = all.filter(({ isDone }) => !isDone).length;
  return (
    <section className={classes.list} aria-label={t`Lines`}>
      <div className={classes.tabs} role="group" aria-label={t`Which lines`}>
        <button type="button" aria-pressed={!wantsDone} onClick={() => setWantsDone(false)}>
          <Trans>To count</Trans> <small>{format.number(open)}</small>
        </button>
        <button type="button" aria-pressed={wantsDone} onClick={() => setWantsDone(true)}>
          <Trans>Counted</Trans> <small>{format.number(all.length - open)}</small>
        </button>
      </div>
      {shown.length === 0 && (
        <p className={classes.none}>
          {wantsDone ? <Trans>Nothing is counted yet</Trans> : <Trans>Everything is counted</Trans>}
        </p>
      )}
      <ul>
        {shown.slice(0, MOST).map((counting) => {
          const { line, mine, queued } = counting;
          const { id, batchNumber, expiryDate, product } = line.batch;
          return (
            <li key={id}>
              <button
                type="button"
                aria-current={id === current || undefined}
                onClick={(event) => {
                  choose(counting);
                  event.currentTarget.blur(); // digits and scans that follow are for the line
                }}
              >
                <span className={classes.what}>
                  <Typed lines={2}>{product.name}</Typed>
                  <small>
                    <Code>{product.sku}</Code> · <Code>{batchNumber}</Code>
                    {expiryDate && ` · ${format.day(expiryDate)}`}
                  </small>
                  <SoFar counting={counting} />
                </span>
                {queued.length > 0 && <Tag tone="plain">{t`not sent`}</Tag>}
                {line.state === 'RECOUNT' && (
                  <Tag tone={mine.length > 0 ? 'plain' : 'watch'}>
                    {mine.length > 0 ? t`another person counts it` : t`count again`}
                  </Tag>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
