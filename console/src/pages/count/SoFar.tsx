import { Trans } from '@lingui/react/macro';
import { useFormat } from '../../format';
import type { Counting } from './count';
import classes from './CountPage.module.css';

/** What this person has counted of a line so far: the figures as they were entered, the last ones that count. */
export function SoFar({ counting: { line, mine, queued } }: { counting: Counting }) {
  const format = useFormat();
  const { baseUnit } = line.batch.product;
  const figures = [
    ...mine.map(({ quantity, mode }) => ({
      mode,
      text: `${format.number(quantity)} ${baseUnit}`,
    })),
    ...queued.map(({ amount, unit, mode }) => ({ mode, text: `${amount} ${unit}` })),
  ];
  if (figures.length === 0) return null;
  const last = figures.findLastIndex(({ mode }) => mode === 'SET');
  const texts = figures.slice(Math.max(last, 0)).map(({ text }) => text);
  return (
    <div className={classes.soFar}>
      <Trans>so far {texts.join(' + ')}</Trans>
    </div>
  );
}
