/** Dates, boxes and steps in a real browser, by keyboard: in the Slack and Teams windows and on pages. Pictures go to SHOTS_DIR where it is set. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browsing, browse, chromiumPath } from '../testing/browser.ts';
import { type Guided, openGuided } from '../testing/journey/guided.ts';

const executable = chromiumPath();
const shots = process.env.SHOTS_DIR;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** One place where forms are filled in. */
interface Window {
  readonly name: string;
  /** Opens the first step, or the form of every kind, by a button that the bot gave. */
  open(button: 'Set up a review' | 'Every kind of field'): Promise<Locator>;
  /** What the way back is called. */
  readonly back: string;
}

describe.skipIf(!executable)('forms in a browser', () => {
  let guided: Guided;
  let browsing: Browsing;
  let page: Page;

  beforeAll(async () => {
    guided = await openGuided();
    browsing = await browse(executable ?? '', { width: 1440, height: 1000 });
    ({ page } = browsing);
  }, 60_000);
  afterAll(async () => {
    await browsing?.close();
    await guided?.close();
  });
  beforeEach(() => {
    for (const step of Object.keys(guided.kept)) delete guided.kept[step];
  });

  const shoot = async (name: string): Promise<void> => {
    if (shots) await page.screenshot({ path: join(shots, `forms-${name}.png`), animations: 'disabled' });
  };
  /** What a program finds wrong in a dialog for who does not see it, or sees little. */
  const judged = async (dialog: Locator): Promise<readonly string[]> => {
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .map(({ finished, effect }) => (Number.isFinite(effect?.getComputedTiming().endTime) ? finished : null)),
      ).then(() => null),
    );
    await page.evaluate(axe.source);
    return dialog.evaluate(async (element, values) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(element, {
        runOnly: { type: 'tag', values },
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }, RULES);
  };
  /** What has the focus, as it is called. */
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const one = document.activeElement;
      const named = (one?.getAttribute('aria-labelledby')?.split(' ') ?? []).map((id) => document.getElementById(id));
      const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
      const words = (named.length > 0 ? named : labels.length > 0 ? labels : [one]).map((label) => label?.textContent);
      return words.join(' ').trim();
    });
  /** Presses Tab until something of that name has the focus. */
  const tabTo = async (name: RegExp, most = 20): Promise<void> => {
    const passed: string[] = [];
    for (let presses = 0; presses <= most; presses += 1) {
      const at = await focused();
      if (name.test(at)) return;
      passed.push(at.slice(0, 30));
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never comes to ${name}, but past ${passed.join(' | ')}`);
  };
  /** What is said of a field besides its name, as whoever cannot see it hears it. */
  const described = (field: Locator): Promise<string> =>
    field.evaluate((element) => {
      const ids = ['aria-describedby', 'aria-labelledby'].flatMap((key) => element.getAttribute(key)?.split(' ') ?? []);
      return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
    });

  const invited = async (where: Locator): Promise<Locator> => {
    const box = where.getByRole('textbox').last();
    await box.fill('@Guildhall set up');
    await page.keyboard.press('Enter');
    await box.press('Enter');
    const button = where.getByRole('button', { name: 'Set up a review' }).last();
    await button.waitFor();
    return button.locator('xpath=..');
  };
  const inPlayground = async (window: 'slack' | 'teams'): Promise<Locator> => {
    await page.goto(`${guided.url}/playground`);
    const where = page.getByTestId(`${window}-window`);
    await where.getByTestId(`${window}-conversation`).first().waitFor();
    // What an earlier test left open is open still.
    const left = page.getByTestId('slack-modal').or(page.getByTestId('teams-dialog'));
    for (let open = await left.count(); open > 0; open -= 1) {
      await left.last().getByRole('button', { name: 'Close' }).first().click();
      await expect.poll(() => left.count()).toBe(open - 1);
    }
    return where;
  };
  const windows: readonly Window[] = [
    {
      name: 'Slack',
      back: 'Back',
      async open(button) {
        const where = await inPlayground('slack');
        await (await invited(where)).getByRole('button', { name: button }).click();
        return page.getByTestId('slack-modal');
      },
    },
    {
      name: 'Teams',
      back: 'Back',
      async open(button) {
        const where = await inPlayground('teams');
        await invited(where);
        await where.getByRole('button', { name: button }).last().click();
        return page.getByTestId('teams-dialog');
      },
    },
    {
      name: 'pages',
      back: 'Back: By-election count',
      async open() {
        await page.goto(`${guided.url}/pages/in#${guided.link}`);
        await page.getByRole('button', { name: 'Open Guildhall' }).click();
        await page.getByRole('link', { name: 'Communities' }).click();
        await page.getByRole('button', { name: 'Create a community' }).click();
        return page.getByRole('alertdialog');
      },
    },
  ];

  describe.each(windows)('in $name', ({ name, open, back }) => {
    test('a form of steps is filled in by keyboard alone, and shows in words where one is', async () => {
      const dialog = await open('Set up a review');
      await dialog.getByText('Step 1 of 3').waitFor();
      expect(await judged(dialog)).toEqual([]);
      await shoot(`${name}-1-first`);
      await tabTo(/^Event/);
      await page.keyboard.type('By-election count');
      await tabTo(/^Day of the event/);
      // A calendar is typed into as well: the eleventh of the eleventh, whichever a browser wants first.
      await page.keyboard.type('11112026');
      await tabTo(/^The event is over/);
      await page.keyboard.press('Space');
      await tabTo(/^Go on$/);
      await page.keyboard.press('Enter');
      await dialog.getByText('Step 2 of 3').waitFor();
      expect(guided.kept[1]).toEqual({ title: 'By-election count', when: '2026-11-11', ended: 'yes' });
      expect(await judged(dialog)).toEqual([]);
      await shoot(`${name}-2-second`);
      // Whoever goes on is at the head of the next step, and not lost below it.
      expect(await focused()).toMatch(/^(Facilitator|Who takes part)/);
      await tabTo(/^Facilitator/);
      await page.keyboard.type('Tom');
      await tabTo(/What was learnt$/);
      await page.keyboard.press('Space');
      await tabTo(/^The whole community/);
      await page.keyboard.press('Space');

      // The way back is left with all that was typed, and shows what was kept.
      await dialog.getByRole('button', { name: back }).focus();
      await page.keyboard.press('Enter');
      await dialog.getByText('Step 1 of 3').waitFor();
      expect(guided.kept[2]).toEqual({ title: 'Tom', topics: ['learnt'], report: 'yes' });
      expect(await dialog.getByLabel(/^Day of the event/).inputValue()).toBe('2026-11-11');
      expect(await dialog.getByRole('checkbox').isChecked()).toBe(true);
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByText('Step 2 of 3').waitFor();
      expect(await dialog.getByRole('textbox', { name: /^Facilitator/ }).inputValue()).toBe('Tom');
      expect(await dialog.getByLabel(/^People write until/).inputValue()).toBe('');
      expect(await dialog.getByRole('checkbox', { name: 'What was learnt' }).isChecked()).toBe(true);
      expect(await dialog.getByRole('checkbox', { name: 'What happened' }).isChecked()).toBe(false);
      expect(await dialog.getByRole('checkbox', { name: /^The whole community/ }).isChecked()).toBe(true);
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByText('Step 3 of 3').waitFor();
      expect(await judged(dialog)).toEqual([]);
      await shoot(`${name}-3-third`);
      await dialog.getByRole('checkbox', { name: /^This is to learn/ }).check();
      await dialog.getByRole('button', { name: 'Start the review' }).click();
      await page.getByText('The review has begun.').first().waitFor();
      expect(guided.kept[3]).toEqual({ help: 'yes' });
    }, 60_000);

    test('what is missing is said beside its field, tied to it, and nothing is lost', async () => {
      const dialog = await open('Set up a review');
      await dialog.getByText('Step 1 of 3').waitFor();
      const event = dialog.getByRole('textbox', { name: /^Event/ });
      await event.fill('By-election count');
      await dialog.getByRole('button', { name: 'Go on' }).click();
      const [day, over] = [dialog.getByLabel(/^Day of the event/), dialog.getByRole('checkbox')];
      await expect.poll(() => described(day)).toContain('Please fill this in.');
      expect(await described(over)).toMatch(/Please (tick this box|fill this in)\./);
      expect(await event.inputValue()).toBe('By-election count');
      expect(guided.kept).toEqual({});
      expect(await judged(dialog)).toEqual([]);
      await shoot(`${name}-4-missing`);
      expect(await focused()).toMatch(/^Day of the event/);
    }, 60_000);

    test('what the bot finds wrong in a step is said where it is wrong, and nothing is lost', async () => {
      const dialog = await open('Set up a review');
      await dialog.getByText('Step 1 of 3').waitFor();
      await dialog.getByRole('textbox', { name: /^Event/ }).fill('?');
      await dialog.getByLabel(/^Day of the event/).fill('2026-11-12');
      await dialog.getByRole('checkbox').check();
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByText('Please give it a name.').waitFor();
      expect(await described(dialog.getByRole('textbox', { name: /^Event/ }))).toMatch(
        /Please give it a name\.|needs changing/,
      );
      expect(await dialog.getByLabel(/^Day of the event/).inputValue()).toBe('2026-11-12');
      expect(await dialog.getByRole('checkbox').isChecked()).toBe(true);
      expect(await dialog.getByText('Step 1 of 3').count()).toBe(1);
      await shoot(`${name}-5-refused`);
    }, 60_000);
  });

  test.each(windows.slice(0, 2))(
    'one of each kind, in $name',
    async ({ name, open }) => {
      const dialog = await open('Every kind of field');
      await dialog.getByRole('button', { name: 'Send' }).waitFor();
      expect(await judged(dialog)).toEqual([]);
      await shoot(`${name}-6-every-kind`);
      await dialog.locator('.dialog-body').evaluate((body) => body.scrollTo(0, body.scrollHeight));
      await shoot(`${name}-7-every-kind-below`);
      expect(await dialog.getByLabel('A day that is there already').inputValue()).toBe('2026-11-12');
    },
    60_000,
  );

  test('half a date on a page is no date, and said to be none', async () => {
    const [, , pages] = windows;
    const dialog = await (pages as Window).open('Set up a review');
    await dialog.getByRole('textbox', { name: /^Event/ }).fill('By-election count');
    await tabTo(/^Day of the event/);
    await page.keyboard.type('12');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Go on' }).click();
    const day = dialog.getByLabel(/^Day of the event/);
    await expect.poll(() => described(day)).toContain('Please give the whole date');
    expect(guided.kept).toEqual({});
  }, 60_000);

  test('and the browser had nothing to complain of', () => {
    // A form that is refused is a status too.
    expect(browsing.complaints.filter((one) => !/status of 422/.test(one))).toEqual([]);
  });
});
