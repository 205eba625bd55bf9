import type { Page } from 'playwright-core';

// What is looked for on a page as it lies there: what became of hostile texts, and whether the layout holds.

export interface Looks {
  /** A script of a text ran. */
  readonly ran: boolean;
  /** Elements that a text has become. */
  readonly elements: number;
  /** Whether the markup of a text is seen as text. */
  readonly shown: boolean;
  /** What says that the page could not be shown. */
  readonly failed: string | null;
  /** Pixels by which it is wider than the window. */
  readonly wide: number;
  /** Pixels from one end of its content to the other. */
  readonly across: number;
  /** Texts that lie over each other. */
  readonly over: readonly string[];
}

// A text's rectangles are those of its lines, cut by what cuts it; a third of the height is left out above and below,
// where lines that follow each other touch. What stays in view while the page scrolls, and a list to choose from, lie over
// it on purpose.
const LOOK = `((root) => {
  const isPinned = (element) => {
    for (let each = element; each; each = each.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(each).position)) return true;
    return false;
  };
  const cut = (rect, element) => {
    let { left, right, top, bottom } = rect;
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const box = each.getBoundingClientRect();
      [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    const third = (bottom - top) / 3;
    return { left, right, top: top + third, bottom: bottom - third };
  };
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    if (!node.data.trim() || /^(STYLE|SCRIPT|OPTION)$/.test(element.tagName)) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest('svg, .visually-hidden') || isPinned(element)) continue;
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].map((rect) => cut(rect, element));
    const layer = element.closest('[role=listbox]');
    texts.push({ node, layer, rects: rects.filter((rect) => rect.right - rect.left > 2 && rect.bottom - rect.top > 1) });
  }
  const over = [];
  for (const [at, one] of texts.entries())
    for (const other of texts.slice(at + 1))
      if (one.layer === other.layer && one.rects.some((a) => other.rects.some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)))
        over.push(one.node.data.trim().slice(0, 40) + ' / ' + other.node.data.trim().slice(0, 40));
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    ran: 'hostile' in globalThis,
    elements: root.querySelectorAll('img[src=x], [onerror], script, b, i[class=""]').length,
    shown: (root.querySelector('main') ?? root).textContent.includes('<img src=x'),
    failed: root.textContent.match(/.{0,60}(could not be loaded|no such page|server does not answer).{0,60}/)?.[0] ?? null,
    wide: scrollWidth - clientWidth,
    across: document.querySelector('main')?.firstElementChild?.getBoundingClientRect().width ?? 0,
    over: over.slice(0, 5),
  };
})`;

/** How a page looks, or a part of it such as a dialog. */
export const looksOf = (page: Page, part = '#console'): Promise<Looks> =>
  page.evaluate<Looks>(`${LOOK}(document.querySelector(${JSON.stringify(part)}))`);

/** Wider, a line of a table is lost between its ends. */
const WIDEST = 1440;

/** What is wrong with it, in lines; `isShown` unless it shows nothing that somebody wrote. */
export function faultsOf(looks: Looks, isShown = true): string[] {
  const found: string[] = [];
  if (looks.ran) found.push('a script ran');
  if (looks.elements > 0) found.push(`a text became ${looks.elements} elements`);
  if (looks.failed !== null) found.push(`it could not be shown: ${looks.failed}`);
  if (isShown && !looks.shown) found.push('no text is shown');
  if (looks.wide > 0) found.push(`${looks.wide} pixels too wide`);
  if (looks.across > WIDEST) found.push(`stretched over ${looks.across} pixels`);
  found.push(...looks.over.map((texts) => `lie over each other: ${texts}`));
  return found;
}
