import type { Page } from 'playwright-core';
import { scrolled, type Scrolled } from './support/in-the-page';
import { median } from './support/rounds';

/** One is some 15,000 frames. */
const ROUNDS = Number(process.env['BENCH_SCROLL_ROUNDS'] ?? 1);
/** The longest that a whole card is scrolled. */
const SCROLL_MS = Number(process.env['BENCH_SCROLL_MS'] ?? 900_000);
const PLAIN_MS = 4_000;

/** Frames while a whole bin card is scrolled, its rows loading meanwhile; and of a table of plain rows. */
export async function scrolling(page: Page, product: string, movements: number) {
  const card: Scrolled[] = [];
  const plain: Scrolled[] = [];
  const rows = movements + 1; // with the heads of the columns
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(`${product}?from=2000-01-01`);
    await page.locator('tbody tr[aria-rowindex]').first().waitFor();
    await page.waitForLoadState('networkidle');
    card.push(await page.evaluate(scrolled, { row: rows, milliseconds: SCROLL_MS }));
    await page.setContent(
      `<table>${'<tr style="height:44px"><td>1</td><td>2</td><td>3</td></tr>'.repeat(5_000)}</table>`,
    );
    plain.push(await page.evaluate(scrolled, { row: rows, milliseconds: PLAIN_MS }));
  }
  await page.context().close();
  const perSecond = ({ frames, milliseconds }: Scrolled) => (frames * 1000) / milliseconds;
  return {
    binCardFramesPerSecond: Math.round(median(card.map(perSecond))),
    plainTableFramesPerSecond: Math.round(median(plain.map(perSecond))),
    binCardFrames: card.map((each) => Math.round(perSecond(each))),
    worstFrameMs: Math.round(Math.max(...card.map(({ worstFrameMs }) => worstFrameMs))),
    scrolledForMs: card.map(({ milliseconds }) => Math.round(milliseconds)),
    rows: rows - 1,
    rowsReached: Math.min(...card.map(({ row }) => row)) - 1,
  };
}
