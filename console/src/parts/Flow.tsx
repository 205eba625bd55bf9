import { sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey';
import { useMemo } from 'react';
import classes from './Flow.module.css';

const WIDTH = 1000;
const NODE = 12;
/** A label has a name and a figure: two lines. */
const LABEL = 38;
/** Each label stands at the right of its node; those of the last column need room, too. */
const END = 175;
/** About as wide as a letter of a name is. */
const LETTER = 7.4;

/** A node of a flow picture: a source, a place, or what became of the goods. */
export interface FlowNode {
  readonly id: string;
  readonly kind: 'source' | 'place' | 'sold' | 'stock' | 'lost';
  readonly name: string;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  /** Above zero. */
  readonly value: number;
}

/** As many letters as there is room for. */
function shortened(name: string, room: number): string {
  const letters = [...name];
  const most = Math.floor(room / LETTER);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : name;
}

/** Places the nodes in columns from left to right, as high as the fullest of them needs. */
function layoutOf(nodes: readonly FlowNode[], links: readonly FlowLink[]) {
  const drawn = (height: number) =>
    sankey<FlowNode, FlowLink>()
      .nodeId(({ id }) => id)
      .nodeAlign(sankeyJustify)
      .nodeWidth(NODE)
      .nodePadding(LABEL)
      .extent([
        [1, LABEL / 2],
        [WIDTH - END, height - LABEL / 2],
      ])({
      nodes: nodes.map((node) => ({ ...node })),
      links: links.map((link) => ({ ...link })),
    });
  const columns = new Map<number, number>();
  for (const { x0 = 0 } of drawn(WIDTH).nodes) columns.set(x0, (columns.get(x0) ?? 0) + 1);
  const height = Math.max(140, Math.max(...columns.values()) * (LABEL + 18));
  const gap = (WIDTH - END - 1 - NODE) / Math.max(1, columns.size - 1);
  return { height, gap: gap - NODE - 12, ...drawn(height) };
}

/** What came in at the left, and by which ways it became what stands at the right. Its page has the same figures as a table. */
export function Flow(props: {
  /** What is drawn. */
  label: string;
  /** The same in a sentence, for who does not see it. */
  about: string;
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
  /** A quantity as it is written. */
  figure: (value: number) => string;
}) {
  const { label, about, nodes, links, figure } = props;
  const drawn = useMemo(
    () => (links.length === 0 ? undefined : layoutOf(nodes, links)),
    [nodes, links],
  );
  if (!drawn) return null;
  const path = sankeyLinkHorizontal();
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <svg viewBox={`0 0 ${WIDTH} ${drawn.height}`} role="img" aria-label={about}>
        {drawn.links.map((link, at) => (
          <path
            key={at}
            className={classes.link}
            d={path(link) ?? ''}
            strokeWidth={Math.max(1.5, link.width ?? 0)}
          >
            <title>
              {`${(link.source as FlowNode).name} → ${(link.target as FlowNode).name}: ${figure(link.value)}`}
            </title>
          </path>
        ))}
        {drawn.nodes.map(({ id, kind, name, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 }) => {
          const label = { x: x1 + 8, y: (y0 + y1) / 2 };
          const room = x1 > WIDTH - END - NODE ? END - 16 : drawn.gap;
          return (
            <g key={id}>
              <rect
                className={classes[kind]}
                {...{ x: x0, y: y0, width: x1 - x0, height: Math.max(2, y1 - y0), rx: 2 }}
              />
              <text {...label} dy="-0.2em" className={classes.name}>
                {shortened(name, room)}
              </text>
              <text {...label} dy="1.05em" className={classes.value}>
                {figure(value)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
