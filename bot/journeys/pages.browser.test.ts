/** The pages in a real browser: by a link, in a tab of Teams, by keyboard alone, narrow, dark, in forced colours. Pictures go to SHOTS_DIR where it is set. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../adapters/playground/cast.ts';
import { type Browsing, browse, chromiumPath } from '../testing/browser.ts';
import { openProduct, type Product } from '../testing/journey/product.ts';
import { SlackPerson } from '../testing/journey/slack-person.ts';
import { type Looking, looking } from '../testing/looking.ts';

const executable = chromiumPath();

describe.skipIf(!executable)('the pages in a browser', () => {
  let product: Product;
  let browsing: Browsing;
  let page: Page;
  let look: Looking;
  /** Every address that the pages asked for. */
  const asked = new Set<string>();

  const slack = (account: string): SlackPerson => {
    for (const team of cast.slackTeams) {
      const person = team.users.find((user) => user.account === account);
      if (person) return new SlackPerson(product, team, person);
    }
    throw new Error(`nobody is ${account}`);
  };
  const linkFor = async (account: string): Promise<string> => {
    const person = slack(account);
    await person.commands('general', 'pages');
    const { raw } = await person.finds('general', 'Here is your way');
    return /http:[^"|>\s]+\/pages\/in#[\w-]{43}/.exec(JSON.stringify(raw))?.[0] ?? '';
  };
  /** The colour of the line under each place of the menu, as it is seen. */
  const underlines = (): Promise<readonly string[]> =>
    page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => getComputedStyle(link).borderBottomColor));
  beforeAll(async () => {
    product = await openProduct();
    browsing = await browse(executable ?? '', { width: 1280, height: 860 });
    ({ page } = browsing);
    look = looking(page, 'pages');
    page.context().on('request', (request) => asked.add(new URL(request.url()).origin));
  }, 240_000);
  afterAll(async () => {
    await browsing?.close();
    await product?.remove();
  }, 60_000);

  test('who has no link is told how to get one', async () => {
    await page.goto(`${product.url}/pages`);
    await page.getByRole('heading', { level: 1, name: 'You are not signed in here' }).waitFor();
    await page.getByText('/guild pages').waitFor();
    expect(await look.judged()).toEqual([]);
    await look.shoot('1-signed-out');
  }, 60_000);

  test('a link says whose it is, leads in by one press, and is in the address no more', async () => {
    await page.goto(await linkFor('asha.verma'));
    await page.getByText('Asha Verma').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    expect(await look.judged()).toEqual([]);
    await look.shoot('2-way-in');
    await page.getByRole('button', { name: 'Open Guildhall' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    expect(await look.focused()).toBe('Home');
    await page.getByRole('heading', { level: 3, name: 'Licensing', exact: true }).waitFor();
    for (const name of ['Waiting for you', 'Your questions', 'Your communities'])
      expect(await page.getByRole('region', { name }).count()).toBe(1);
    expect(await look.judged()).toEqual([]);
    await look.shoot('3-home');
    const cookies = await page.context().cookies();
    expect(cookies).toEqual([expect.objectContaining({ httpOnly: true, path: '/pages', sameSite: 'Lax' })]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await page.getByRole('heading', { level: 3, name: 'Licensing', exact: true }).waitFor();
  }, 60_000);

  test('a community is found, looked into and created by keyboard alone', async () => {
    await page.evaluate(() => document.body.focus());
    await look.tabTo('Skip to what is here', 3);
    await look.tabTo('Communities', 4);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Communities' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Communities');
    expect(new URL(page.url()).pathname).toBe('/pages/communities');
    await page.getByRole('heading', { name: 'Recommended for you' }).waitFor();
    await look.shoot('4-recommended');
    await look.tabTo(/What do you need, or whom\?/, 5);
    await page.keyboard.type('elektions');
    await page
      .getByRole('status')
      .filter({ hasText: /communit/ })
      .waitFor();
    expect(await look.judged()).toEqual([]);
    await look.shoot('5-found');
    await look.tabTo('Look inside: Elections');
    await page.keyboard.press('Enter');
    const inside = page.getByRole('dialog', { name: 'Elections' });
    await inside.waitFor();
    await inside.getByText('First answer').waitFor();
    expect(await look.judged()).toEqual([]);
    await look.shoot('6-look');
    await page.keyboard.press('Escape');
    await inside.waitFor({ state: 'detached' });
    // Whoever closes it is back where they were.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Look inside: Elections',
    );
    await page.evaluate(() => document.querySelector('h1')?.focus());
    await look.tabTo('Create a community', 8);
    await page.keyboard.press('Enter');
    const dialog = page
      .getByRole('alertdialog', { name: 'Create a community' })
      .or(page.getByRole('dialog', { name: 'Create a community' }));
    await dialog.waitFor();
    await look.tabTo(/^Name/, 6);
    await page.keyboard.type('Licensing clerks');
    await look.tabTo(/^What is it for/, 3);
    await page.keyboard.type('Short');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await dialog.getByText(/This takes 10 to 300 characters/).waitFor();
    // What was typed is still there, and the focus is on what has to be changed.
    expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe('Short');
    expect(await look.judged()).toEqual([]);
    await look.shoot('7-problem');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Licensing clerks help each other with forms');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Create it all the same' }).waitFor();
    expect(await dialog.getByRole('textbox').first().inputValue()).toBe('Licensing clerks');
    await look.shoot('8-look-alike');
    await look.tabTo('Create it all the same', 12);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /Licensing clerks is there, and you are its lead/ }).waitFor();
    await look.shoot('9-created');
    await look.tabTo('Close', 6);
    await page.keyboard.press('Enter');
  }, 120_000);

  test('a community is joined, and asks how one wants to hear of it', async () => {
    await page.getByRole('searchbox').fill('elections');
    await page.getByRole('button', { name: 'Join: Elections' }).click();
    const welcome = page.getByRole('dialog', { name: /Welcome to Elections/ });
    await welcome.waitFor();
    expect(await look.judged()).toEqual([]);
    await look.shoot('10-welcome');
    await welcome.getByRole('button').first().click();
    // Its answer takes its place.
    await welcome.waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('article', { name: 'Elections' }).getByText('You are in it').waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('article', { name: 'Elections' }).getByRole('button', { name: 'Leave: Elections' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Leave: Elections' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    // That needs no dialog: one sentence says it, and nothing that only chat can do comes with it.
    await page.getByRole('status').filter({ hasText: 'You have left Elections' }).waitFor();
    await page.getByRole('article', { name: 'Elections' }).waitFor({ state: 'detached' });
    expect(await look.dialogs().count()).toBe(0);
    // The button that had the focus is gone: the head of the page has it.
    await expect.poll(look.focused).toBe('Home');
    expect(await look.judged()).toEqual([]);
    await look.shoot('10-left');
  }, 60_000);

  test('what was typed stays where the server cannot be reached, and goes through once it can', async () => {
    await page.getByRole('link', { name: 'Communities' }).click();
    await page.getByRole('button', { name: 'Create a community' }).click();
    const dialog = look.dialogs();
    await dialog.getByLabel('Name').fill('Allotment keepers');
    await dialog.getByLabel('What is it for?').fill('People who look after allotments and their waiting lists');
    await page.route('**/pages/api/submit/**', (route) => route.abort());
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await dialog.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Allotment keepers');
    await page.unroute('**/pages/api/submit/**');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('dialog', { name: /Allotment keepers is there/ }).waitFor();
    await page.keyboard.press('Escape');
  }, 60_000);

  test('it fits a window of 320 pixels, in the light, in the dark and in forced colours', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [name, media] of [
      ['light', { colorScheme: 'light', forcedColors: 'none' }],
      ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
      ['forced', { colorScheme: 'dark', forcedColors: 'active' }],
    ] as const) {
      await page.emulateMedia(media);
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByRole('article', { name: 'Licensing', exact: true }).waitFor();
      expect(await look.fits()).toBe(true);
      if (name !== 'forced') expect(await look.judged()).toEqual([]);
      // Where one is stands under one place alone, whatever the colours.
      expect(new Set(await underlines()).size).toBe(2);
      await look.shoot(`11-narrow-home-${name}`);
      await page.getByRole('link', { name: 'Communities' }).click();
      await page.getByRole('button', { name: 'Create a community' }).click();
      const dialog = look.dialogs();
      await dialog.getByLabel('Name').waitFor();
      expect(await look.fits()).toBe(true);
      if (name !== 'forced') expect(await look.judged()).toEqual([]);
      await look.shoot(`12-narrow-form-${name}`);
      // Everything in it can be reached, however low the window.
      await dialog.getByRole('button', { name: 'Cancel' }).scrollIntoViewIfNeeded();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      // What is longer than the window is scrolled by keys too.
      await page.setViewportSize({ width: 320, height: 480 });
      await page.getByRole('searchbox').fill('elections');
      await page.getByRole('button', { name: 'Look inside: Elections' }).click();
      await page.getByRole('dialog', { name: 'Elections' }).getByText('First answer').waitFor();
      await page.getByRole('dialog').getByRole('group', { name: 'Elections' }).waitFor();
      expect(await look.fits()).toBe(true);
      if (name !== 'forced') expect(await look.judged()).toEqual([]);
      await look.shoot(`12-narrow-look-${name}`);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 320, height: 640 });
    }
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('article', { name: 'Licensing', exact: true }).waitFor();
    await look.shoot('13-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  }, 120_000);

  test('whoever signs out is out, and the way back is said', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    // It is no alarm, and it is where the focus is.
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await look.focused()).toBe('You are not signed in here');
    await page.reload();
    await page.getByRole('heading', { name: 'You are not signed in here' }).waitFor();
    expect((await page.context().cookies()).length).toBe(0);
  }, 60_000);

  test('in Teams it is a tab: whoever acts in the window is who is in it', async () => {
    await page.goto(`${product.url}/playground`);
    const teams = page.getByTestId('teams-window');
    await teams.getByTestId('teams-post').first().waitFor();
    await teams.getByTestId('teams-tab-row').click();
    const tab = page.frameLocator('[data-testid=teams-tab]');
    await tab.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await tab.getByRole('article', { name: 'Licensing', exact: true }).waitFor();
    // Teams says who is there: the tab does not say it again, and nobody signs out of it.
    expect(await tab.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    await look.shoot('14-tab');
    const frame = page.frames().find((one) => one.url().endsWith('/pages/tab'));
    if (!frame) throw new Error('no frame of the tab');
    expect(await look.judged(frame)).toEqual([]);
    const scheme = () => frame.evaluate(() => document.documentElement.style.colorScheme);
    expect(await scheme()).toBe('light');
    // It looks as Teams does.
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(scheme).toBe('dark');
    await look.shoot('15-tab-dark');
    expect(await look.judged(frame)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await tab.getByRole('link', { name: 'Communities' }).click();
    await tab.getByRole('searchbox').fill('licensing');
    await tab.getByRole('article', { name: 'Licensing', exact: true }).waitFor();
    // A conversation takes its place again.
    await teams.getByTestId('teams-conversation').filter({ hasText: 'Licensing' }).first().click();
    await teams.getByTestId('teams-post').first().waitFor();
  }, 60_000);

  test('nothing came from elsewhere, nothing ran that the policy does not know, and the browser complained of nothing', async () => {
    expect([...asked]).toEqual([new URL(product.url).origin]);
    // A form that is refused is a status too, and once the server was away.
    expect(browsing.complaints.filter((one) => !/status of 422|ERR_FAILED/.test(one))).toEqual([]);
    const headers = async (path: string) => (await fetch(`${product.url}${path}`)).headers;
    const policy = (await headers('/pages')).get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    const tab = (await headers('/pages/tab')).get('content-security-policy') ?? '';
    expect(tab).toContain('frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com');
    expect((await headers('/pages')).get('x-frame-options')).toBe('DENY');
    expect((await headers('/pages')).get('cache-control')).toBe('no-store');
    // Another word for the style sheets each time.
    expect(policy).not.toBe((await headers('/pages')).get('content-security-policy'));
  });
});
