/** The walk of a first day, all twelve steps of it on the whole product, and one in which something is wrong. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createDayOne } from '../../prisma/day-one.ts';
import { systemClock } from '../clock.ts';
import { groundOf } from '../start/live/live.ts';
import { steps } from '../start/live/steps.ts';
import { type Walked, type WalkNeeds, walk, walkedLine } from '../start/live/walk.ts';
import { journey } from '../testing/journey/journey.ts';
import type { SlackPerson, SlackSeen } from '../testing/journey/slack-person.ts';
import type { TeamsPerson } from '../testing/journey/teams-person.ts';

const town = journey();
const SLACK = 'general';
const TEAMS = 'Regulatory Services/General';
const QUESTION = 'Is this a test question?';
const ANSWER = 'This is a test answer.';

let owen: SlackPerson;
let helen: TeamsPerson;
beforeAll(() => {
  owen = town.slack('owen.pike');
  helen = town.teams('helen.marsh');
});

interface Did {
  code?: string;
  card?: SlackSeen;
  root?: string;
  answer?: string;
}

/** What an operator does at each step, by its number. */
const doing = (did: Did): readonly (() => Promise<unknown>)[] => [
  () => owen.commands(SLACK, 'help'),
  () => owen.act({ kind: 'openHome', tab: 'home' }),
  async () => {
    await owen.commands(SLACK, 'create');
    const form = await owen.form('Create a community');
    await owen.submits(form, { Name: 'Guildhall check', 'What is it for?': 'To see whether everything works' });
    await owen.act({ kind: 'close', view: (await owen.form()).id });
  },
  () => owen.commands(SLACK, 'bind Guildhall check'),
  async () => {
    await owen.commands('Guildhall', 'code Guildhall check');
    const card = await owen.finds('Guildhall', 'A code for Guildhall check');
    did.code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(card.text)?.[0] ?? '';
    await helen.says(TEAMS, `@Guildhall bind ${did.code}`);
    const rules = await helen.isTold(TEAMS, 'The rules');
    await helen.presses(rules, 'Accept for Ashcombe Council');
  },
  () => owen.says(SLACK, `@Guildhall ${QUESTION}`),
  async () => {
    const card = await helen.finds(TEAMS, QUESTION);
    did.root = card.id;
    did.answer = await helen.says(TEAMS, ANSWER, { root: card.id });
  },
  () => helen.says('Guildhall', 'help'),
  () => helen.edits(TEAMS, did.answer ?? '', 'This is an edited test answer.'),
  async () => {
    const told = await owen.finds('Guildhall', 'edited test answer');
    await owen.presses(told, 'This answered it');
  },
  () => helen.deletes(TEAMS, did.answer ?? ''),
  async () => {
    await owen.commands(SLACK, 'unbind');
    await helen.says(TEAMS, '@Guildhall unbind');
  },
];

/** Walks; `act` does what is to be done at a step, and says what is typed at the terminal. */
async function walked(
  act: (step: number, times: number) => Promise<string>,
  how: Partial<WalkNeeds> = {},
): Promise<{ result: Walked; lines: readonly string[] }> {
  const lines: string[] = [];
  let step = 0;
  let times = 0;
  const result = await walk({
    steps,
    ground: groundOf(new Set(['slack', 'teams'])),
    look: createDayOne(town.product.prisma),
    clock: systemClock,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 40))),
    withinMs: 20_000,
    say(line) {
      lines.push(line);
      const begun = /^Step (\d+) of 12/.exec(line)?.[1];
      if (begun === undefined) return;
      step = Number(begun);
      times = 0;
    },
    async ask(question) {
      lines.push(question);
      times += 1;
      return act(step, times);
    },
    ...how,
  });
  return { result, lines };
}

const wordsOf = (lines: readonly string[]): string => lines.join('\n');

describe('the twelve steps', () => {
  it('are all seen, with the time that each took', async () => {
    const acts = doing({});
    expect(steps).toHaveLength(12);
    const { result, lines } = await walked(async (step) => {
      await acts[step - 1]?.();
      return '';
    });
    expect(result, wordsOf(lines)).toEqual({ seen: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], failed: [], leftOut: [] });
    expect(walkedLine(result)).toBe('12 of 12 seen.');
    expect(lines.filter((line) => /^ {2}Seen( after \d+\.\d s)?: /.test(line))).toHaveLength(12);
    expect(lines).toContain(
      '  In Slack, take a test channel that Guildhall was invited to, and write there: /guild help',
    );
    expect(wordsOf(lines)).toContain('press: This answered it');
    // What people wrote is in the database for a while; nothing of it is here.
    expect(wordsOf(lines)).not.toMatch(/Owen|Helen|whether everything works/);
  }, 180_000);

  it('say what is wrong where nothing comes, and leave out what hangs on it', async () => {
    const acts = doing({});
    const { result, lines } = await walked(
      async (step, times) => {
        // The form is never filled in, and nothing is said in private.
        if (step === 3 && times === 1) return '';
        if (step === 3 || step === 8) return 's';
        await acts[step - 1]?.();
        return '';
      },
      { withinMs: 2_000 },
    );
    expect(result, wordsOf(lines)).toEqual({ seen: [1, 2], failed: [3], leftOut: [4, 5, 6, 7, 8, 9, 10, 11, 12] });
    expect(walkedLine(result)).toBe('2 of 12 seen. Not seen: 3. Left out: 4, 5, 6, 7, 8, 9, 10, 11, 12.');
    expect(wordsOf(lines)).toContain(
      'Not seen within 2 seconds. No event that concerns Guildhall came from the platform.\n  Check the request address, the event subscriptions and that Guildhall is in the channel: RUNBOOK.md, section 1.',
    );
  }, 60_000);

  it('stop where the operator does', async () => {
    const { result } = await walked(async () => 'q');
    expect(result).toEqual({ seen: [], failed: [], leftOut: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] });
  });
});

describe('the ground', () => {
  it('is both platforms where both are connected, else the one', () => {
    expect(groundOf(new Set(['slack', 'teams']))).toMatchObject({ first: 'slack', second: 'teams' });
    expect(groundOf(new Set(['teams']))).toMatchObject({ first: 'teams', second: 'teams' });
    expect(() => groundOf(new Set())).toThrow('No platform is connected');
    const inTeams = steps.flatMap((step) => step.todo(groundOf(new Set(['teams'])))).join('\n');
    expect(inTeams).not.toContain('Slack');
    expect(inTeams).not.toContain('/guild');
    const inSlack = steps.flatMap((step) => step.todo(groundOf(new Set(['slack'])))).join('\n');
    expect(inSlack).not.toContain('Teams');
  });
});
