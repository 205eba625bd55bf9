import 'uplot/dist/uPlot.min.css';
import { useLingui } from '@lingui/react/macro';
import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import UPlot from 'uplot';
import { useFormat } from '../../format';
import { dayOf, pointsOf, type Day } from './stock-steps';
import classes from './BinCard.module.css';

const HEIGHT = 190;

/**
 * Stock over time, drawn as steps: it does not change between two movements. The table below it has the figures; that of a
 * day is said under the pointer, and by the arrow keys.
 */
export default function StockChart(props: {
  days: readonly Day[];
  from: string;
  to: string;
  unit: string;
}) {
  const { days, from, to, unit } = props;
  const { t } = useLingui();
  const format = useFormat();
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<UPlot>(undefined);
  const points = useMemo(() => pointsOf(days, from, to), [days, from, to]);
  const [at, setAt] = useState<number>();
  const { colorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const box = place.current!;
    const style = getComputedStyle(box);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--mantine-color-dimmed'),
      grid: { stroke: colour('--line'), width: 1 },
    };
    const line = scheme === 'dark' ? '#91b6da' : '#2e5e8c';
    const chart = new UPlot(
      {
        ...{ width: box.clientWidth, height: HEIGHT },
        ...{ cursor: { y: false }, legend: { show: false } },
        hooks: { setCursor: [({ cursor: { idx } }) => setAt(idx ?? undefined)] },
        scales: { y: { range: (_, low, high) => [Math.min(0, low), Math.max(1, high * 1.08)] } },
        axes: [
          {
            ...axis,
            values: (_, splits) => splits.map((time) => format.day(dayOf(time))),
            space: 110,
          },
          { ...axis, values: (_, splits) => splits.map(format.number), size: 64 },
        ],
        series: [
          {},
          {
            ...{ stroke: line, width: 2, fill: `${line}22`, points: { show: false } },
            paths: UPlot.paths.stepped!({ align: 1 }),
          },
        ],
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'UTC'),
      },
      points,
      box,
    );
    drawn.current = chart;
    const watch = new ResizeObserver(() =>
      chart.setSize({ width: box.clientWidth, height: HEIGHT }),
    );
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.destroy();
      drawn.current = undefined;
    };
  }, [points, format, colorScheme, scheme]);
  const last = days.at(-1)!;
  const [times, stock] = points;
  // The point before the first day, and at the end of each.
  const pointAt = Math.min(at ?? times.length - 1, times.length - 1);
  const figure = `${format.number(stock[pointAt]!)} ${unit}`;
  const said =
    pointAt === 0
      ? t`Before ${format.day(from)}: ${figure}`
      : t`At the end of ${format.day(dayOf(times[pointAt - 1]!))}: ${figure}`;
  const show = (index: number) => {
    const chart = drawn.current;
    chart?.setCursor({ left: chart.valToPos(times[index]!, 'x'), top: 0 });
  };
  return (
    <div className={classes.steps}>
      {at !== undefined && (
        <p className={classes.figure} aria-hidden="true">
          {said}
        </p>
      )}
      <input
        type="range"
        className="visually-hidden"
        aria-label={t`Stock at the end of a day`}
        aria-valuetext={said}
        min={0}
        max={times.length - 1}
        value={pointAt}
        onFocus={() => show(pointAt)}
        onBlur={() => drawn.current?.setCursor({ left: -10, top: -10 })}
        onChange={({ currentTarget: { value } }) => show(Number(value))}
      />
      <div
        ref={place}
        role="img"
        aria-label={t`Stock from ${format.day(from)} to ${format.day(to)}: from ${format.number(days[0]!.opening)} to ${format.number(last.closing)} ${unit}`}
      />
    </div>
  );
}
