/** Looking at a page in a real browser as a person would who sees it, who hears it, or who has keys alone. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What WCAG 2.2 asks at level AA, as far as a program can tell. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Looking {
  /** Its dialogs that are open. */
  dialogs(): ReturnType<Page['getByRole']>;
  /** The whole page, or what is in the window where a dialog stands over it; nothing of it on its way. Only where SHOTS_DIR is set. */
  shoot(name: string): Promise<void>;
  /** What a program finds wrong for who does not see the page, or sees little. */
  judged(where?: Page | Frame): Promise<readonly string[]>;
  /** No part of it is wider than the window. */
  fits(): Promise<boolean>;
  /** What has the focus, as it is named. */
  focused(): Promise<string>;
  /** Presses Tab until something of that name has the focus. */
  tabTo(name: string | RegExp, most?: number): Promise<void>;
}

/** @param name how its pictures begin */
export function looking(page: Page, name: string): Looking {
  const shots = process.env.SHOTS_DIR;
  /** What comes and goes is there: half faded in, nothing has the contrast that it has. */
  const still = (where: Page | Frame): Promise<unknown> =>
    where.evaluate(() => {
      const ending = document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
      return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => null);
    });
  const self: Looking = {
    dialogs: () => page.getByRole('dialog').or(page.getByRole('alertdialog')),
    async shoot(of) {
      if (!shots) return;
      const fullPage = (await self.dialogs().count()) === 0;
      await page.screenshot({ path: join(shots, `${name}-${of}.png`), fullPage, animations: 'disabled' });
    },
    async judged(where = page) {
      await still(where);
      await where.evaluate(axe.source);
      const { violations } = await where.evaluate(
        (values) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: 'tag', values } }),
        RULES,
      );
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    },
    fits: () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    focused: () =>
      page.evaluate(() => {
        const one = document.activeElement;
        const isField = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement;
        const label = one?.getAttribute('aria-label') ?? (isField ? one.labels?.[0]?.textContent : null);
        return (label || one?.textContent || '').trim();
      }),
    async tabTo(wanted, most = 40) {
      const passed: string[] = [];
      for (let presses = 0; presses <= most; presses += 1) {
        const at = await self.focused();
        if (typeof wanted === 'string' ? at === wanted : wanted.test(at)) return;
        passed.push(at.slice(0, 40));
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never comes to ${wanted}, but past ${passed.join(' | ')}`);
    },
  };
  return self;
}
