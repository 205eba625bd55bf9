import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// The colours of charts as they are seen by people who lack one kind of cones, after Vienot, Brettel and Mollon (1999) and,
// for blue, Brettel (1997) in one plane: linear RGB in, linear RGB out.

type Colour = readonly [number, number, number];

const SEEN: Readonly<Record<string, readonly Colour[]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
  tritanopia: [
    [1.01277, 0.13548, -0.14826],
    [-0.01243, 0.86812, 0.14431],
    [0.07589, 0.805, 0.11911],
  ],
};
/** A difference of CIE 1976 that two areas beside each other are told apart by at a glance. */
const LEAST = 15;

const linear = (hex: string): Colour =>
  [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
const times = (matrix: readonly Colour[], colour: Colour): Colour =>
  matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])),
  ) as unknown as Colour;
const XYZ: readonly Colour[] = [
  [0.4124 / 0.95047, 0.3576 / 0.95047, 0.1805 / 0.95047],
  [0.2126, 0.7152, 0.0722],
  [0.0193 / 1.08883, 0.1192 / 1.08883, 0.9505 / 1.08883],
];
function lab(colour: Colour): Colour {
  const [x, y, z] = times(XYZ, colour).map((value) =>
    value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116,
  ) as unknown as Colour;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const difference = (one: string, other: string, seen: readonly Colour[]) => {
  const [a, b] = [one, other].map((hex) => lab(times(seen, linear(hex)))) as [Colour, Colour];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

/** The colours of a file's rules, by the class that has them; in the dark those that are named there win. */
function coloursOf(file: string, scheme: 'light' | 'dark'): Map<string, string> {
  const css = readFileSync(path.join(packageRoot, 'console/src', file), 'utf8');
  const found = new Map<string, string>();
  const rule =
    /^(:global\(\[data-mantine-color-scheme='dark'\]\) )?\.(\w+) \{\s*(?:background|fill): (#[0-9a-f]{6});/gm;
  for (const [, dark, name, colour] of css.matchAll(rule))
    if (!dark || scheme === 'dark') found.set(name!, colour!);
  return found;
}

describe('the colours of charts', () => {
  it.each(
    (
      [
        ['parts/Bars.module.css', 4],
        ['parts/Flow.module.css', 5],
      ] as const
    ).flatMap(([file, count]) =>
      (['light', 'dark'] as const).map((scheme) => [file, scheme, count] as const),
    ),
  )(
    '%s, %s: are told apart without one kind of cones, and from the ground',
    (file, scheme, count) => {
      const theme = readFileSync(path.join(packageRoot, 'console/src/theme.ts'), 'utf8');
      const grounds = [...theme.matchAll(/'--mantine-color-body': '(#[0-9a-f]{6})'/g)];
      const ground = grounds[scheme === 'light' ? 0 : 1]![1]!;
      const colours = [...coloursOf(file, scheme), ['the ground', ground] as const];
      expect(colours).toHaveLength(count + 1);
      const alike = Object.entries(SEEN).flatMap(([by, seen]) =>
        colours.flatMap(([one, colour], at) =>
          colours
            .slice(at + 1)
            .map(([other, against]) => ({ one, other, is: difference(colour, against, seen) }))
            .filter(({ is }) => is < LEAST)
            .map(({ one, other, is }) => `${by}: ${one} and ${other} differ by ${Math.round(is)}`),
        ),
      );
      expect(alike).toEqual([]);
    },
  );
});
