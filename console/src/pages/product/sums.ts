/** The figures of lines added up, each by itself. */
export const sumsOf = <Figure extends string>(
  lines: readonly Readonly<Record<Figure, number>>[],
  figures: readonly Figure[],
): Record<Figure, number> =>
  Object.fromEntries(
    figures.map((figure) => [figure, lines.reduce((sum, line) => sum + line[figure], 0)]),
  ) as Record<Figure, number>;
