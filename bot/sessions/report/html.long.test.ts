/** The report's web page in a real browser: nothing wrong for who does not see it, nothing wider than a telephone, nothing that runs. Pictures go to SHOTS_DIR where it is set. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browsing, browse, chromiumPath } from '../../testing/browser.ts';
import { createWords } from '../../words/catalogue.ts';
import { toHtml } from './html.ts';
import type { Reading } from './reading.ts';
import { madeUp, nasty } from './testing/made-up.ts';
import { mapTexts, textsOf } from './texts.ts';

const executable = chromiumPath();
const shots = process.env.SHOTS_DIR;
const t = createWords()('en-GB', 'Europe/London');
/** What WCAG 2.2 asks at level AA, as far as a program can tell. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(!executable)('a report in a browser', () => {
  let browsing: Browsing;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    browsing = await browse(executable ?? '', { width: 1280, height: 860 });
    ({ page } = browsing);
    page.on('request', (request) => request.url() !== 'about:blank' && asked.push(request.url()));
  }, 300_000);
  afterAll(() => browsing?.close());

  const open = (reading: Reading): Promise<void> => page.setContent(toHtml(reading, t));
  const shoot = async (name: string): Promise<void> => {
    if (shots) await page.screenshot({ path: join(shots, `report-${name}.png`), fullPage: true });
  };
  const judged = async (): Promise<readonly string[]> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(
      (values) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: 'tag', values } }),
      RULES,
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  };
  const fits = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  const many = (): Reading => {
    const reading = madeUp();
    const [point] = reading.report.points;
    if (!point) throw new Error('no point');
    const points = Array.from({ length: 400 }, (_, at) => ({
      ...point,
      id: `p${at}`,
      question: 'harder',
      topic: 't2',
      text: `Point ${at} of them all`,
    }));
    return { ...reading, report: { ...reading.report, points } };
  };

  test.each([
    ['whole', () => madeUp()],
    ['wider', () => madeUp({}, 'wider')],
    [
      'draft',
      () =>
        madeUp({
          edition: 0,
          sponsor: 'vacant',
          facilitator: 'self-led',
          lessons: [],
          noLesson: 'Nothing went wrong',
          facts: [],
          topics: [],
          points: [],
          actions: [],
          recommendations: [],
          objections: [],
        }),
    ],
    ['nasty', () => nasty().reading],
    ['many', many],
  ] as const)(
    '%s: nothing is wrong with it, wide or narrow',
    async (name, make) => {
      const reading = make();
      for (const [width, suffix] of [
        [1280, 'wide'],
        [320, 'narrow'],
      ] as const) {
        await page.setViewportSize({ width, height: 860 });
        await open(reading);
        expect(await judged()).toEqual([]);
        expect(await fits()).toBe(true);
        await shoot(`${name}-${suffix}`);
      }
      const words = (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, ' ');
      if (name === 'whole')
        for (const { text } of textsOf(reading.report)) expect(words).toContain(text.replace(/\s+/g, ' '));
      if (name === 'many') expect(words).toContain('Point 399 of them all');
    },
    60_000,
  );

  test('what is written from right to left is, and turns nothing round it', async () => {
    const reading = madeUp();
    const report = mapTexts(reading.report, (text, { part }) =>
      part === 'text' || part === 'purpose' ? 'مرحبا بكم في المجلس' : text,
    );
    await page.setViewportSize({ width: 900, height: 800 });
    await open({ ...reading, report });
    const direction = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => getComputedStyle(one).direction);
    expect(await direction('dd[dir=auto]:has-text("مرحبا")')).toBe('rtl');
    expect(await direction('main')).toBe('ltr');
    expect(await judged()).toEqual([]);
    await shoot('right-to-left');
  }, 300_000);

  test('nothing in it runs, and it asks for nothing from anywhere', async () => {
    await open(nasty().reading);
    await page.waitForTimeout(50);
    expect(asked).toEqual([]);
    expect(browsing.complaints).toEqual([]);
    expect(
      await page.evaluate(
        () => document.querySelectorAll('script, img, iframe, form, input, [onerror], [onload]').length,
      ),
    ).toBe(0);
  });

  test('tables that are wider than the window scroll by keys, and what is led to is there', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(madeUp());
    const region = page.getByRole('region', { name: 'Actions with owner, date and state' });
    await region.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => region.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0);
    expect(await page.getByRole('table').count()).toBeGreaterThan(5);
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(15);
    await page.getByRole('link', { name: 'Lesson 1' }).first().click();
    expect(await page.evaluate(() => document.querySelector(':target')?.textContent)).toContain('turn its card');
  }, 300_000);

  test('on paper it has no list of links, and tables are whole', async () => {
    await page.emulateMedia({ media: 'print' });
    await open(madeUp());
    expect(await page.locator('nav').isVisible()).toBe(false);
    if (shots) await page.pdf({ path: join(shots, 'report.pdf'), format: 'A4' });
    await page.emulateMedia({ media: 'screen' });
  });
});
