/** Every card and form of a product, drawn by both adapters over their wires and put before the platforms' own judges. */
import { expect } from 'vitest';
import { slackHarness } from '../../adapters/slack/testing/harness.ts';
import { schemas } from '../../adapters/slack/testing/schemas.ts';
import { createHarness } from '../../adapters/teams/testing/harness.ts';
import type { ChatHarness } from '../../adapters/testing/harness.ts';
import type { Button, Card } from '../core/card.ts';
import { invalid, results } from '../core/reply.ts';
import type { EveryCard } from './every-card.ts';

const PLATFORMS: Readonly<Record<string, () => Promise<ChatHarness>>> = {
  Slack: () => slackHarness(),
  Teams: createHarness,
};
/** Reading Slack's types takes a while the first time. */
export const FIRST_MS = 180_000;

/** Both platforms take everything, and no button is lost. */
export async function expectTaken(every: EveryCard): Promise<void> {
  expect(every.cards.length).toBeGreaterThan(50);
  expect(every.forms.length).toBeGreaterThan(5);
  expect(every.refusals.length).toBeGreaterThan(1);
  expect(every.results.length).toBeGreaterThan(0);
  await expectShown(every);
}

/** The same of what a story showed that is not all of the product. */
export async function expectShown(every: Pick<EveryCard, 'cards' | 'forms'> & Partial<EveryCard>): Promise<void> {
  schemas();
  for (const [platform, open] of Object.entries(PLATFORMS)) {
    const harness = await open();
    const problems = await judged(harness, every);
    await harness.close();
    expect(problems, platform).toEqual([]);
  }
}

/** What a platform's judges say against all of it. */
async function judged(harness: ChatHarness, shown: Parameters<typeof expectShown>[0]): Promise<string[]> {
  const every = { homes: [], refusals: [], results: [], ...shown };
  const problems: string[] = [];
  /** Judges what was shown since `before`. */
  const check = (what: string, before: number, buttons: readonly string[] = []): void => {
    const shown = harness.shown().slice(before);
    if (shown.length === 0) problems.push(`${what}: nothing was shown`);
    problems.push(...shown.flatMap((native) => harness.judge(native)).map((problem) => `${what}: ${problem}`));
    const text = squeezed(shown.map((native) => harness.seen(native).text).join('\n'));
    for (const label of buttons) if (!text.includes(squeezed(label))) problems.push(`${what}: no button ${label}`);
  };
  for (const card of distinct([...every.cards, ...every.homes])) {
    const before = harness.shown().length;
    const ref = await harness.chat.post(harness.channel, card, { row: 'row' });
    await harness.chat.update(ref, card);
    await harness.chat.post(harness.channel, card, { row: 'row', only: harness.person });
    check(card.summary, before, labelsOf(card));
  }
  for (const card of distinct(every.homes)) {
    const before = harness.shown().length;
    await harness.chat.home(harness.person, card);
    if (harness.platform === 'slack') check(`home: ${card.summary}`, before, labelsOf(card));
  }
  const forms = distinct(every.forms);
  for (const form of forms) {
    const before = harness.shown().length;
    await harness.ask(form);
    check(form.form, before);
  }
  for (const { form: name, problems: why } of every.refusals) {
    const form = forms.find((one) => one.form === name);
    if (!form) {
      problems.push(`${name} was refused and never shown`);
      continue;
    }
    const native = await harness.ask(form);
    harness.bot.reply = () => invalid(why);
    const before = harness.shown().length;
    await harness.submit(native, {});
    check(`${name}, refused`, before);
  }
  if (every.results.length > 0) {
    const before = harness.shown().length;
    harness.bot.reply = () => results(every.results);
    await harness.deliver({ event: 'search', of: 'questions', query: '3' });
    check('results', before);
  }
  return [...new Set(problems)];
}

const distinct = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

const labelsOf = (card: Card): string[] =>
  card.blocks
    .flatMap((block): readonly Button[] =>
      block.block === 'buttons' ? block.buttons : block.block === 'row' && block.button ? [block.button] : [],
    )
    .map((button) => button.label);

/** White space and what keeps markup from being read do not count. */
const squeezed = (text: string): string => text.replace(/[\s\u200b\u2060\ufeff]+/g, '');
