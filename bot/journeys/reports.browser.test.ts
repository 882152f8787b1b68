/** Reports on the pages, in a real browser: come to from chat, read, followed and saved; by keyboard alone, narrow, dark, in forced colours. Pictures go to SHOTS_DIR where it is set. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../adapters/playground/cast.ts';
import { type Browsing, browse, chromiumPath } from '../testing/browser.ts';
import { openProduct, type Product } from '../testing/journey/product.ts';
import { ARABIC, publishReview, TAG } from '../testing/journey/published-review.ts';
import { SlackPerson } from '../testing/journey/slack-person.ts';
import { until } from '../testing/journey/until.ts';
import { type Looking, looking } from '../testing/looking.ts';

const executable = chromiumPath();
const TITLE = 'By-election count in Castle ward';
const OTHERS = 'Postal votes that came late';

describe.skipIf(!executable)('reports in a browser', () => {
  let product: Product;
  let browsing: Browsing;
  let page: Page;
  let look: Looking;
  /** Meilin took part in it; the other is for those who took part, as Priya did and she did not. */
  let session: string;
  let others: string;
  const asked = new Set<string>();

  const slack = (account: string): SlackPerson => {
    for (const team of cast.slackTeams) {
      const person = team.users.find((user) => user.account === account);
      if (person) return new SlackPerson(product, team, person);
    }
    throw new Error(`nobody is ${account}`);
  };
  /** The link in what somebody was told. */
  const linkIn = (raw: unknown): string =>
    /http:[^"|>\s]+\/pages\/in#[\w/-]{43,}/.exec(JSON.stringify(raw) ?? '')?.[0] ?? '';
  const path = (): string => new URL(page.url()).pathname;
  const isThere = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const region = () => page.getByRole('region', { name: 'Actions with owner, date and state' });
  /** What a press saves. */
  const saved = async (label: string): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: label }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };

  beforeAll(async () => {
    product = await openProduct();
    const both = { readers: 'community', people: ['meilin.chua'], editions: 2 } as const;
    session = await publishReview(product, { ...both, reference: 'AAR-2026-0042', title: TITLE });
    others = await publishReview(product, {
      reference: 'AAR-2026-0043',
      title: OTHERS,
      readers: 'participants',
      people: ['priya.nair'],
      editions: 1,
    });
    browsing = await browse(executable ?? '', { width: 1280, height: 860 });
    ({ page } = browsing);
    look = looking(page, 'reports');
    page.context().on('request', (request) => asked.add(new URL(request.url()).origin));
  }, 240_000);
  afterAll(async () => {
    await browsing?.close();
    await product?.remove();
  }, 60_000);

  test('a button in chat leads to the report itself, once one has come in', async () => {
    const meilin = slack('meilin.chua');
    await meilin.act({ kind: 'openHome', tab: 'home' });
    await meilin.presses(await meilin.home(TITLE), 'Open');
    await meilin.presses(await meilin.form(), 'Read it in a browser');
    const link = await until(async () => linkIn((await meilin.snapshot()).modals.at(-1)), 'a link');
    expect(link).toMatch(new RegExp(`#[\\w-]{43}/reports/${session}$`));
    await page.goto(link);
    await page.getByText('Meilin Chua').waitFor();
    // The secret is in the address no more, where it leads to is.
    expect([path(), new URL(page.url()).hash]).toEqual([`/pages/reports/${session}`, '']);
    await page.getByRole('button', { name: 'Open Guildhall' }).click();
    await isThere(TITLE);
    // Whoever comes in begins at its head, by its own name.
    await expect.poll(look.focused).toBe(TITLE);
    expect(await page.title()).toBe(`${TITLE} · Guildhall`);
    expect(await look.judged()).toEqual([]);
    await look.shoot('1-report');
  }, 90_000);

  test('it says what the document says, and nothing that somebody wrote is markup', async () => {
    await page.getByText('Unvalidated community learning').first().waitFor();
    const main = page.getByRole('main');
    for (const name of ['In short', 'Lessons', 'Actions'])
      expect(await main.getByRole('heading', { level: 2, name, exact: true }).count()).toBe(1);
    expect(await main.getByRole('heading', { level: 3 }).count()).toBeGreaterThan(3);
    expect(await main.getByRole('table').count()).toBeGreaterThan(4);
    expect(await main.getByRole('rowheader').count()).toBeGreaterThan(10);
    expect(await main.getByRole('caption').count()).toBe(await main.getByRole('table').count());
    await main.getByText(TAG).first().waitFor();
    expect(await main.locator('img, script, iframe').count()).toBe(0);
    const arabic = main.getByText(ARABIC).first();
    const drawn = await arabic.evaluate((one) => [getComputedStyle(one).direction, getComputedStyle(one).textAlign]);
    expect(drawn).toEqual(['rtl', 'start']);
    expect(await main.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
    // Where nothing is wider than its place, nobody has to stop at it.
    expect(await region().count()).toBe(0);
    const away = main.getByRole('link', { name: 'https://minutes.ashcombe.example/19' }).first();
    expect([await away.getAttribute('target'), await away.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
  }, 60_000);

  test('its contents and what it refers to are followed by keys, and the way back is the browser’s', async () => {
    await page.evaluate(() => document.querySelector('h1')?.focus());
    await look.tabTo('Actions', 40);
    await page.keyboard.press('Enter');
    await expect.poll(look.focused).toBe('Actions');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await look.tabTo(/^Lesson 1$/, 20);
    await page.keyboard.press('Enter');
    await expect.poll(look.focused).toContain('turn its card to red');
    await look.shoot('2-followed');
    await page.goBack();
    await page.goBack();
    expect([path(), new URL(page.url()).hash]).toEqual([`/pages/reports/${session}`, '']);
    await isThere(TITLE);
    // An address with a part of it opens there.
    await page.goto(`${product.url}/pages/reports/${session}/2#at-lessons`);
    await isThere(TITLE);
    await expect.poll(look.focused).toBe('Lessons');
  }, 60_000);

  test('every file arrives by its name, as the edition that is shown', async () => {
    const csv = await saved('Actions as a table (CSV)');
    expect(csv.name).toBe('AAR-2026-0042-edition-2-actions.csv');
    expect(csv.bytes.toString('utf8')).toContain('Order 60 cards');
    await page.getByRole('status').filter({ hasText: 'AAR-2026-0042-edition-2-actions.csv' }).waitFor();
    expect(await look.judged()).toEqual([]);
    await look.shoot('3-saved');
    const editions = page.getByRole('navigation', { name: 'Editions' });
    expect(await editions.locator('[aria-current=page]').textContent()).toMatch(/^Edition 2/);
    await editions.getByRole('link', { name: /^Edition 1/ }).click();
    await page.getByText('There is a later one: edition 2').first().waitFor();
    expect(path()).toBe(`/pages/reports/${session}/1`);
    await expect.poll(look.focused).toBe(TITLE);
    expect(await editions.locator('[aria-current=page]').textContent()).toMatch(/^Edition 1/);
    const name = 'AAR-2026-0042-edition-1';
    const word = await saved('Word (DOCX)');
    expect(word.name).toBe(`${name}.docx`);
    // A package of parts, the text among them.
    expect([word.bytes.subarray(0, 2).toString(), word.bytes.includes('word/document.xml')]).toEqual(['PK', true]);
    const web = await saved('Web page (HTML)');
    expect([web.name, web.bytes.toString('utf8').startsWith('<!doctype html>')]).toEqual([`${name}.html`, true]);
    const markdown = await saved('Markdown');
    expect([markdown.name, markdown.bytes.toString('utf8')]).toEqual([`${name}.md`, expect.stringContaining(ARABIC)]);
    const json = await saved('Data (JSON)');
    expect(json.name).toBe(`${name}.json`);
    expect(JSON.stringify(JSON.parse(json.bytes.toString('utf8')))).toContain('AAR-2026-0042');
  }, 60_000);

  test('a file that cannot be made says so, and one that takes long says that it is coming', async () => {
    await page.route('**/pages/api/read/sessions.report-file', (route) => route.abort());
    await page.getByRole('button', { name: 'Markdown' }).click();
    await page.getByRole('alert').filter({ hasText: 'Guildhall cannot be reached' }).waitFor();
    expect(await look.judged()).toEqual([]);
    await page.unroute('**/pages/api/read/sessions.report-file');
    let release = (): void => undefined;
    await page.route('**/pages/api/read/sessions.report-file', async (route) => {
      await new Promise<void>((go) => {
        release = go;
      });
      await route.continue();
    });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await page.getByRole('button', { name: 'Markdown' }).click();
        await page.getByRole('status').filter({ hasText: 'The file is being made' }).waitFor();
        expect(await page.getByRole('alert').count()).toBe(0);
        release();
      })(),
    ]);
    expect(download.suggestedFilename()).toBe('AAR-2026-0042-edition-1.md');
    await page.unroute('**/pages/api/read/sessions.report-file');
  }, 60_000);

  test('the list leads to each that one may read, and to no other', async () => {
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    await isThere('Reports');
    expect(path()).toBe('/pages/reports');
    const main = page.getByRole('main');
    await main.getByText('AAR-2026-0042 · Edition 2').waitFor();
    expect(await main.getByRole('link').count()).toBe(1);
    expect(await look.judged()).toEqual([]);
    await look.shoot('4-list');
    await look.tabTo(TITLE, 8);
    await page.keyboard.press('Enter');
    await isThere(TITLE);
    expect(path()).toBe(`/pages/reports/${session}`);
    await page.goBack();
    await isThere('Reports');
    await expect.poll(look.focused).toBe('Reports');
  }, 60_000);

  test('somebody else’s report is refused in a sentence, as one that there is not', async () => {
    const words: string[] = [];
    for (const id of [others, crypto.randomUUID()]) {
      await page.goto(`${product.url}/pages/reports/${id}`);
      await page.getByRole('alert').filter({ hasText: 'There is no such report, or it is not for you' }).waitFor();
      words.push(await page.getByRole('main').innerText());
      expect(await look.judged()).toEqual([]);
    }
    expect(words[0]).toBe(words[1]);
    await look.shoot('5-refused');
    await page.getByRole('main').getByRole('link', { name: 'All reports' }).click();
    await isThere('Reports');
    // One that is taken from them while they look at it is shown no longer.
    await page.getByRole('link', { name: TITLE }).click();
    await isThere(TITLE);
    await product.prisma.session.update({ where: { id: session }, data: { readers: 'participants' } });
    await product.prisma.sessionPerson.deleteMany({ where: { sessionId: session, role: 'participant' } });
    await page.getByRole('button', { name: 'Markdown' }).click();
    await page.getByRole('alert').filter({ hasText: 'There is no such report' }).waitFor();
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'There is no such report' }).waitFor();
    expect(await page.getByText('turn its card to red').count()).toBe(0);
    await page.getByRole('main').getByRole('link', { name: 'All reports' }).click();
    await page.getByText('There is no report for you to read yet').waitFor();
    expect(await look.judged()).toEqual([]);
    await look.shoot('6-none');
    await product.prisma.session.update({ where: { id: session }, data: { readers: 'community' } });
  }, 60_000);

  test('it fits a window of 320 pixels, in the light, in the dark and in forced colours', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [name, media] of [
      ['light', { colorScheme: 'light', forcedColors: 'none' }],
      ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
      ['forced', { colorScheme: 'dark', forcedColors: 'active' }],
    ] as const) {
      await page.emulateMedia(media);
      await page.goto(`${product.url}/pages/reports`);
      await page.getByRole('link', { name: TITLE }).click();
      await isThere(TITLE);
      expect(await look.fits()).toBe(true);
      if (name !== 'forced') expect(await look.judged()).toEqual([]);
      await look.shoot(`7-narrow-${name}`);
      // What is in it is folded: the report itself begins in the first window or two, and unfolds by keys.
      const actions = page.getByRole('link', { name: 'Actions', exact: true });
      expect(await actions.isVisible()).toBe(false);
      await page.evaluate(() => document.querySelector('h1')?.focus());
      await look.tabTo('What is in it', 12);
      await page.keyboard.press('Enter');
      await look.tabTo('Actions', 12);
      await page.keyboard.press('Enter');
      await expect.poll(look.focused).toBe('Actions');
      // What is wider than the window is scrolled by keys.
      await region().focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => region().evaluate((one) => one.scrollLeft)).toBeGreaterThan(0);
    }
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.reload();
    await isThere(TITLE);
    expect(await look.judged()).toEqual([]);
    await look.shoot('8-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  }, 120_000);

  test('whoever is signed out meanwhile is told how to come back, and comes back to where they were', async () => {
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    await page.getByRole('heading', { name: 'You are not signed in here' }).waitFor();
    await page.goto(`${product.url}/pages/reports/${session}/1`);
    await page.getByRole('heading', { name: 'You are not signed in here' }).waitFor();
    // Owen is in the community, and took no part: he reads it as the community does.
    const owen = slack('owen.pike');
    await owen.commands('general', 'pages');
    const { raw } = await owen.finds('general', 'Here is your way');
    await page.goto(`${linkIn(raw)}/reports/${session}/1`);
    await page.getByRole('button', { name: 'Open Guildhall' }).click();
    await isThere(TITLE);
    await page.getByText('There is a later one: edition 2').first().waitFor();
    expect(await page.getByText('Parking was full').count()).toBe(0);
  }, 60_000);

  test('in a tab of Teams it is read too, and saved elsewhere', async () => {
    await page.goto(`${product.url}/playground`);
    const teams = page.getByTestId('teams-window');
    await teams.getByTestId('teams-post').first().waitFor();
    await teams.getByTestId('teams-tab-row').click();
    const tab = page.frameLocator('[data-testid=teams-tab]');
    await tab.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await tab.getByRole('link', { name: 'Reports', exact: true }).click();
    await tab.getByRole('link', { name: OTHERS }).click();
    await tab.getByRole('heading', { level: 1, name: OTHERS }).waitFor();
    await tab.getByText('Teams does not save files from a tab on every device').waitFor();
    expect(await tab.getByRole('button', { name: 'Markdown' }).count()).toBe(0);
    await tab.getByText('What is in it').click();
    // What it refers to is followed there as well, and it stays where it is.
    await tab.getByRole('link', { name: 'Actions', exact: true }).click();
    await expect.poll(() => tab.locator(':focus').textContent()).toBe('Actions');
    await tab.getByRole('heading', { level: 1, name: OTHERS }).waitFor();
    const frame = page.frames().find((one) => one.url().includes('/pages/tab'));
    if (!frame) throw new Error('no frame of the tab');
    await look.shoot('9-tab');
    expect(await look.judged(frame)).toEqual([]);
  }, 60_000);

  test('nothing came from elsewhere, and the browser complained of nothing', () => {
    expect([...asked]).toEqual([new URL(product.url).origin]);
    // What is refused and what is over are statuses too, and once the server was away.
    expect(browsing.complaints.filter((one) => !/status of 40[19]|ERR_FAILED/.test(one))).toEqual([]);
  });
});
