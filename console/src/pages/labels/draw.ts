import { code128, drawingSVG, ean13, gs1datamatrix, type RenderOptions } from 'bwip-js/generic';
import type { Symbol } from './label';

/** Named, so that the page loads no other symbologies. */
const DRAWN = { ean13, code128, gs1datamatrix } as const;

/** A symbol as a picture; undefined where its text cannot be drawn in it. */
export function draw({ kind, text }: Symbol): string | undefined {
  const isSquare = kind === 'gs1datamatrix';
  const options: RenderOptions = {
    ...{ bcid: kind, text, scale: 3, paddingwidth: isSquare ? 2 : 8, paddingheight: 2 },
    ...(!isSquare && { height: 12 }),
    backgroundcolor: 'FFFFFF',
  };
  try {
    const svg = DRAWN[kind]<string>(options, drawingSVG());
    return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  } catch {
    return undefined;
  }
}
