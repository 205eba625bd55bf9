import 'uplot/dist/uPlot.min.css';
import { useLingui } from '@lingui/react/macro';
import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { useFormat } from '../../format';

interface Day {
  readonly day: string;
  readonly opening: number;
  readonly closing: number;
}

const HEIGHT = 190;
const DAY_S = 86_400;
const secondsOf = (day: string) => Date.parse(day) / 1000;

/** Points of a line of steps: the stock before the first day, and at the end of each day on which something moved. */
export function pointsOf(days: readonly Day[], from: string, to: string): [number[], number[]] {
  const times = [secondsOf(from)];
  const stock = [days[0]!.opening];
  for (const { day, closing } of days) {
    times.push(secondsOf(day) + DAY_S);
    stock.push(closing);
  }
  const end = secondsOf(to) + DAY_S;
  if (times.at(-1)! < end) {
    times.push(end);
    stock.push(stock.at(-1)!);
  }
  return [times, stock];
}

/** Stock over time, drawn as steps: it does not change between two movements. The table below it has the figures. */
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
  const { colorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const at = place.current!;
    const style = getComputedStyle(at);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--mantine-color-dimmed'),
      grid: { stroke: colour('--line'), width: 1 },
    };
    const line = scheme === 'dark' ? '#91b6da' : '#2e5e8c';
    const dayOf = (seconds: number) =>
      format.day(new Date(seconds * 1000).toISOString().slice(0, 10));
    const chart = new UPlot(
      {
        ...{ width: at.clientWidth, height: HEIGHT },
        ...{ cursor: { y: false }, legend: { show: false } },
        scales: { y: { range: (_, low, high) => [Math.min(0, low), Math.max(1, high * 1.08)] } },
        axes: [
          { ...axis, values: (_, splits) => splits.map(dayOf), space: 110 },
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
      pointsOf(days, from, to),
      at,
    );
    const watch = new ResizeObserver(() =>
      chart.setSize({ width: at.clientWidth, height: HEIGHT }),
    );
    watch.observe(at);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [days, from, to, format, colorScheme, scheme]);
  const last = days.at(-1)!;
  return (
    <div
      ref={place}
      role="img"
      aria-label={t`Stock from ${format.day(from)} to ${format.day(to)}: from ${format.number(days[0]!.opening)} to ${format.number(last.closing)} ${unit}`}
    />
  );
}
