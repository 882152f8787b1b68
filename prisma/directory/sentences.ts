/** What is asked and answered, put together from what is written down of a subject. */
import type { DirectoryCommunity } from './communities.ts';
import { pick, type Random } from './random.ts';

const BEFORE = [
  '',
  '',
  '',
  'Morning all. ',
  'A quick one: ',
  'Has anyone dealt with this? ',
  'New to this, so forgive me. ',
  'For a report next week: ',
];
const AFTER = [
  '',
  '',
  ' We are a small team and would rather not start from nothing.',
  ' Our members asked last night.',
  ' Happy to share what we have so far.',
  ' Any template would help.',
  ' It came up twice this month.',
  ' What did you learn when you tried?',
];
const ANSWERS = [
  'We had the same last year. In the end a short checklist for {tag} did more than the long procedure.',
  'Yes. We agreed it with legal first, then told everybody on one page.',
  'Ring our team: we wrote it all down for {tag} and can send it.',
  'It depends on numbers. With under fifty a month we do it by hand.',
  'We tried that and stopped after three months. The visits took longer than they saved.',
  'Look at what the national body says on {tag}, chapter four. It is clearer than it was.',
  'Ours is two pages. I have put it where you can open it.',
  'No, and I would be careful: the ombudsman had a case about it.',
  'We do, since April. Ask me again in the autumn.',
  'Thanks, that is just what we needed.',
  'One thing to add: tell the front desk before you start.',
  'We charge for it. Nobody has complained so far.',
];

const PASSED_ON = [
  'A resident writes: “{heard}”. What do you answer?',
  'Somebody rang about this: {heard}. Who takes that on where you are?',
  'Heard at the front desk today: “{heard}”. How do you deal with it?',
  'From a colleague: {heard}. Where do we send people?',
];
/** So much of what is asked passes on what somebody said. */
const IS_HEARD = 0.4;

export function questionOf(random: Random, { subject, region }: DirectoryCommunity): string {
  const there = region !== null && random() < 0.3 ? ` This is for ${region}.` : '';
  if (random() < IS_HEARD) return pick(random, PASSED_ON).replace('{heard}', pick(random, subject.heard)) + there;
  return `${pick(random, BEFORE)}${pick(random, subject.asks)}${pick(random, AFTER)}${there}`;
}

export const answerOf = (random: Random, { subject }: DirectoryCommunity): string =>
  pick(random, ANSWERS).replace('{tag}', pick(random, subject.tags));
