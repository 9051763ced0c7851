import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Text that is wider than its own box or cut off by a box around it, unless ellipsized or for a screen reader alone. */
export const clippedTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const hasText = (node: Node): boolean => (node.textContent ?? '').trim() !== '';
    return [...document.querySelectorAll<HTMLElement>('main section *, body header *, body footer *')]
      .filter((element) => element.closest('.spoken') === null && element.closest('sup') === null && hasText(element))
      .filter((element) => {
        const { textOverflow, display, overflowX } = getComputedStyle(element);
        const marked = textOverflow === 'ellipsis' || element.querySelector('sup') !== null;
        const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && hasText(node));
        const clips = ownText || overflowX !== 'visible';
        return clips && display !== 'inline' && !marked && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.className}: ${element.innerText}`);
  });

/** Pairs of a tile's numbers that lie over each other. */
export const overlaps = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const tile of document.querySelectorAll('main section')) {
      const parts = [
        ...tile.querySelectorAll('[aria-label]'),
        ...tile.querySelectorAll('[role="timer"], [role="alert"]'),
      ];
      const boxes = parts.map((part) => ({ text: part.textContent, box: part.getBoundingClientRect() }));
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) {
          const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (wide > 1 && high > 1) found.push(`${a.text} | ${b.text}`);
        }
      }
    }
    return found;
  });

/** What the page would need to show all of itself without scrolling: width and height. */
export const wholeSize = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => [document.body.scrollWidth, document.body.scrollHeight]);

/** What axe holds against this page by WCAG 2.2 AA: the rule and where. */
export async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
}
