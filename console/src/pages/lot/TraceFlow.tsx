import { useLingui } from '@lingui/react/macro';
import { sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey';
import { useMemo } from 'react';
import { useFormat } from '../../format';
import { flowOf, type FlowLink, type FlowNode } from './flow';
import type { LotTrace } from './lot';
import classes from './TraceFlow.module.css';

const WIDTH = 1000;
const NODE = 12;
/** A label has a name and a figure: two lines. */
const LABEL = 38;

/** Where a lot came from and where it went, as flows. The tables below it have the same figures. */
export default function TraceFlow({ trace }: { trace: LotTrace }) {
  const { t } = useLingui();
  const format = useFormat();
  const drawn = useMemo(() => {
    const { nodes, links } = flowOf(trace, {
      receipt: ({ supplier, reference, receivedAt }) =>
        [supplier ?? reference, format.time(receivedAt).split(',')[0]].filter(Boolean).join(' · '),
      sold: t`Sold`,
      stock: t`In stock`,
    });
    if (links.length === 0) return undefined;
    const most = Math.max(
      ...(['receipt', 'place', 'sold'] as const).map(
        (kind) => nodes.filter((node) => node.kind === kind).length,
      ),
    );
    const height = Math.max(140, most * (LABEL + 18));
    const layout = sankey<FlowNode, FlowLink>()
      .nodeId(({ id }) => id)
      .nodeAlign(sankeyJustify)
      .nodeWidth(NODE)
      .nodePadding(LABEL)
      .extent([
        [1, LABEL / 2],
        [WIDTH - 1, height - LABEL / 2],
      ]);
    const copy = {
      nodes: nodes.map((node) => ({ ...node })),
      links: links.map((link) => ({ ...link })),
    };
    return { height, ...layout(copy) };
  }, [trace, format, t]);
  if (!drawn) return null;
  const path = sankeyLinkHorizontal();
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t`Flow of the lot`}>
      <svg
        viewBox={`0 0 ${WIDTH} ${drawn.height}`}
        role="img"
        aria-label={t`From receipts through places to sales: the tables below have the figures`}
      >
        {drawn.links.map((link, at) => (
          <path
            key={at}
            className={classes.link}
            d={path(link) ?? ''}
            strokeWidth={Math.max(1.5, link.width ?? 0)}
          >
            <title>
              {`${(link.source as FlowNode).name} → ${(link.target as FlowNode).name}: ${format.number(link.value)} ${trace.lot.product.baseUnit}`}
            </title>
          </path>
        ))}
        {drawn.nodes.map((node) => {
          const { x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 } = node;
          const isLast = x1 > WIDTH - NODE * 2;
          const label = { x: isLast ? x0 - 8 : x1 + 8, y: (y0 + y1) / 2 };
          return (
            <g key={node.id} textAnchor={isLast ? 'end' : 'start'}>
              <rect
                className={classes[node.kind]}
                {...{ x: x0, y: y0, width: x1 - x0, height: Math.max(2, y1 - y0), rx: 2 }}
              />
              <text {...label} dy="-0.2em" className={classes.name}>
                {node.name.length > 36 ? `${node.name.slice(0, 35)}…` : node.name}
              </text>
              <text {...label} dy="1.05em" className={classes.value}>
                {format.number(value)} {trace.lot.product.baseUnit}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
