/** The first thing that anybody sees: the whole story in a real browser, on both platforms. Pictures go to SHOTS_DIR where it is set. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browsing, browse, chromiumPath } from '../testing/browser.ts';
import { openProduct, type Product } from '../testing/journey/product.ts';

const executable = chromiumPath();
const shots = process.env.SHOTS_DIR;

describe.skipIf(!executable)('the playground in a browser', () => {
  let product: Product;
  let browsing: Browsing;
  let slack: Locator;
  let teams: Locator;
  /** Every address that the page asked for, and how often it was opened. */
  const asked = new Set<string>();
  let opened = 0;

  const shoot = async (name: string) => {
    if (shots) await browsing.page.screenshot({ path: join(shots, `${name}.png`) });
  };
  /** README's picture (adapters/playground/picture.png): both threads, and nothing of the page around them. */
  const shootPicture = async () => {
    const { page } = browsing;
    await page.getByRole('button', { name: 'Close the guide' }).click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await shoot('picture');
    await page.getByRole('button', { name: 'Try this' }).click();
  };
  const seen = (where: Locator, text: string | RegExp) =>
    where.getByText(text).filter({ visible: true }).first().waitFor();

  beforeAll(async () => {
    product = await openProduct();
    browsing = await browse(executable ?? '', { width: 1440, height: 900 });
    const { page } = browsing;
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    page.on('load', () => {
      opened += 1;
    });
    await page.goto(`${product.url}/playground`);
    slack = page.getByTestId('slack-window');
    teams = page.getByTestId('teams-window');
    await teams.getByTestId('teams-post').first().waitFor();
  }, 90_000);
  afterAll(async () => {
    await browsing?.close();
    await product?.remove();
  }, 60_000);

  test('a question asked in Teams is answered in Slack, by keyboard alone, and both windows follow without a reload', async () => {
    const { page } = browsing;
    await shoot('1-first-sight');
    await teams.getByRole('textbox', { name: 'Start a post in Licensing' }).focus();
    await page.keyboard.type('@Guil');
    await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' Does a **pop-up bar** in a churchyard need more than a temporary event notice?');
    await page.keyboard.press('Enter');
    await seen(slack, /in a churchyard/);
    await seen(slack, /Priya Nair/);
    const card = slack.getByTestId('slack-message').filter({ hasText: 'in a churchyard' }).first();
    await card.hover();
    await card.getByRole('button', { name: 'Reply in thread' }).first().click();
    await slack.getByRole('textbox', { name: 'Reply in thread' }).focus();
    await page.keyboard.type('The notice covers the sale. We also ask for the _incumbent’s consent_, in writing');
    await page.keyboard.press('Enter');
    await seen(teams, /consent/);
    await seen(teams, /Asha Verma/);
    await shoot('2-in-step');
  }, 60_000);

  test('who does not see the windows hears who said what', async () => {
    const news = teams.getByRole('log', { name: 'New messages' });
    await news.filter({ hasText: /^Guildhall: Asha Verma: The notice covers the sale/ }).waitFor({ state: 'attached' });
    /** What a screen reader says of an element: its name, and what is read after it. */
    const heard = (row: Locator) =>
      row.evaluate((element) => {
        const words = (attribute: string) =>
          (element.getAttribute(attribute)?.split(' ') ?? []).map((id) => document.getElementById(id)?.textContent);
        return { by: words('aria-labelledby'), said: words('aria-describedby').join(' ') };
      });
    const card = teams.getByTestId('adaptive-card').filter({ hasText: 'The notice covers' }).first();
    expect(await card.getAttribute('aria-label')).toMatch(/^Asha Verma: The notice covers the sale/);
    const inTeams = await heard(teams.getByTestId('teams-message').filter({ hasText: 'The notice covers' }).last());
    expect(inTeams).toEqual({ by: ['Guildhall', expect.stringMatching(/^\d\d:\d\d$/)], said: expect.any(String) });
    expect(inTeams.said).toContain('in writing');
    const inSlack = await heard(slack.getByTestId('slack-message').filter({ hasText: 'The notice covers' }).last());
    expect(inSlack).toEqual({ by: ['Asha Verma', expect.stringMatching(/^\d\d:\d\d$/)], said: expect.any(String) });
    expect(inSlack.said).toContain('in writing');
  }, 60_000);

  test('the asker is told in private, says what answered it, and every card says so', async () => {
    await teams.getByTestId('teams-conversation').filter({ hasText: 'Guildhall' }).first().click();
    await seen(teams, /answered your question/);
    await shoot('3-notice');
    await teams.getByRole('button', { name: 'This answered it' }).last().click();
    await seen(slack, /Answered by Asha Verma/);
    await seen(teams, /This answered it\./);
    await teams.getByTestId('teams-conversation').filter({ hasText: 'Licensing' }).first().click();
    await seen(teams, /Answered by Asha Verma/);
    await shoot('4-marked');
    if (shots) await shootPicture();
  }, 60_000);

  test('a form says by field what is missing and keeps what was typed', async () => {
    const { page } = browsing;
    await slack.getByTestId('slack-conversation').filter({ hasText: 'licensing' }).first().click();
    const box = slack.getByRole('textbox', { name: 'Message #licensing' });
    await box.fill('/guild create');
    await box.press('Enter');
    const modal = slack.getByTestId('slack-modal');
    await modal.waitFor();
    const [name, purpose] = [modal.getByRole('textbox').nth(0), modal.getByRole('textbox').nth(1)];
    await name.fill('Street trading');
    await purpose.fill('Short');
    await modal
      .getByRole('button', { name: /create/i })
      .last()
      .click();
    await seen(modal, /10/);
    expect(await name.inputValue()).toBe('Street trading');
    expect(await purpose.inputValue()).toBe('Short');
    await shoot('5-modal');
    await purpose.fill('Markets and street traders, from application to pitch');
    await modal
      .getByRole('button', { name: /create/i })
      .last()
      .click();
    await seen(slack, /Street trading/);
    if (await modal.isVisible()) await page.keyboard.press('Escape');
  }, 60_000);

  test('a dialog in Teams takes an answer', async () => {
    const { page } = browsing;
    await teams.getByTestId('teams-conversation').filter({ hasText: 'Licensing' }).first().click();
    const post = teams.getByTestId('teams-post').filter({ hasText: 'taxi driver badge' });
    await post.getByRole('button', { name: 'Answer' }).first().click();
    const dialog = page.getByTestId('teams-dialog');
    await dialog.waitFor();
    const box = dialog.getByRole('textbox').first();
    await dialog.getByRole('button', { name: 'Send answer' }).click();
    await seen(dialog, 'Please fill this in.');
    // Blank is not empty: the bot says so itself, and the dialog stays.
    await box.fill('   ');
    await dialog.getByRole('button', { name: 'Send answer' }).click();
    await seen(dialog, 'Please write your answer.');
    await dialog.getByRole('textbox').first().fill('We check them by video call');
    await shoot('6-dialog');
    await dialog.getByRole('button', { name: 'Send answer' }).click();
    await seen(teams, /by video call/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }, 60_000);

  test('the home page lists what is mine', async () => {
    await slack.getByTestId('slack-conversation').filter({ hasText: 'Guildhall' }).first().click();
    const home = slack.getByTestId('slack-home');
    await seen(home, 'My questions');
    await seen(home, /Licensing/);
    await shoot('7-home');
  }, 60_000);

  test('a team that has not consented is told how to answer', async () => {
    const { page } = browsing;
    await teams.getByRole('switch', { name: /not consented/ }).focus();
    await page.keyboard.press('Space');
    await seen(teams, 'Press Answer, or mention me in your reply.');
    await page.keyboard.press('Space');
    await teams.getByRole('switch', { name: /not consented/, checked: false }).waitFor();
    await page.setViewportSize({ width: 1280, height: 720 });
    await shoot('8-small');
  }, 60_000);

  test('and the browser had nothing to complain of, loaded nothing from elsewhere, and was never reloaded', () => {
    expect(browsing.complaints).toEqual([]);
    expect([...asked]).toEqual([new URL(product.url).origin]);
    expect(opened).toBe(1);
  });
});
