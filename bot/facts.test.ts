/** Who follows which fact; and that nobody who keeps something misses a deletion or a departure. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { followersOf } from './core/follow.ts';
import { wireFeatures } from './features.ts';

const features = wireFeatures();

test('every fact and who follows it', () => {
  expect({
    QuestionAsked: followersOf(features, 'QuestionAsked'),
    AnswerGiven: followersOf(features, 'AnswerGiven'),
    AnswerAccepted: followersOf(features, 'AnswerAccepted'),
    AnswerUnaccepted: followersOf(features, 'AnswerUnaccepted'),
    AnswerEdited: followersOf(features, 'AnswerEdited'),
    AnswerDisputed: followersOf(features, 'AnswerDisputed'),
    AnswerDeleted: followersOf(features, 'AnswerDeleted'),
    QuestionWithdrawn: followersOf(features, 'QuestionWithdrawn'),
    ReportChanged: followersOf(features, 'ReportChanged'),
    MessageEdited: followersOf(features, 'MessageEdited'),
    MessageDeleted: followersOf(features, 'MessageDeleted'),
    MessageFailed: followersOf(features, 'MessageFailed'),
    MemberJoined: followersOf(features, 'MemberJoined'),
    MemberLeft: followersOf(features, 'MemberLeft'),
    OrganisationWithdrew: followersOf(features, 'OrganisationWithdrew'),
    ChannelChanged: followersOf(features, 'ChannelChanged'),
    PersonLeft: followersOf(features, 'PersonLeft'),
    AuthorChanged: followersOf(features, 'AuthorChanged'),
    AccountMatched: followersOf(features, 'AccountMatched'),
    PeopleJoined: followersOf(features, 'PeopleJoined'),
    PeopleParted: followersOf(features, 'PeopleParted'),
  }).toEqual({
    QuestionAsked: ['questions', 'digests', 'lifecycle'],
    AnswerGiven: ['digests', 'lifecycle'],
    AnswerAccepted: ['drafting', 'digests', 'lifecycle'],
    AnswerUnaccepted: ['drafting', 'digests', 'lifecycle'],
    AnswerEdited: ['standing'],
    AnswerDisputed: ['standing'],
    AnswerDeleted: ['drafting', 'digests', 'lifecycle', 'standing'],
    QuestionWithdrawn: ['questions', 'drafting', 'digests', 'lifecycle', 'standing'],
    ReportChanged: ['digests'],
    MessageEdited: ['drafting', 'digests', 'lifecycle'],
    MessageDeleted: ['questions', 'sessions'],
    MessageFailed: ['communities'],
    MemberJoined: ['lifecycle'],
    MemberLeft: ['questions', 'drafting', 'digests', 'standing'],
    OrganisationWithdrew: ['questions', 'communities', 'drafting', 'sessions'],
    ChannelChanged: ['questions', 'drafting', 'sessions'],
    PersonLeft: ['people', 'questions', 'communities', 'drafting', 'digests', 'lifecycle', 'standing', 'sessions'],
    AuthorChanged: ['questions', 'communities', 'drafting', 'digests', 'lifecycle', 'standing', 'sessions'],
    AccountMatched: ['people'],
    PeopleJoined: [
      'people',
      'questions',
      'communities',
      'drafting',
      'digests',
      'lifecycle',
      'standing',
      'sessions',
      'home',
    ],
    PeopleParted: ['questions', 'communities', 'drafting', 'digests', 'lifecycle', 'standing', 'sessions', 'home'],
  });
});

/** A feature has a table where it adds a store to the transaction. */
const withTables = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'core')
  .map((entry) => entry.name)
  .filter((folder) =>
    readdirSync(new URL(`${folder}/`, import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .some((file) =>
        readFileSync(new URL(`${folder}/${file}`, import.meta.url), 'utf8').includes('interface Stores {'),
      ),
  );

test.each(['MessageDeleted', 'PersonLeft'] as const)(
  '%s is followed, or refused with a reason, by all who keep something',
  (fact) => {
    expect(withTables).toEqual(expect.arrayContaining(['communities', 'people', 'questions']));
    for (const name of withTables) {
      const feature = features.find((one) => one.name === name);
      const isFollowed = feature?.follows?.[fact] !== undefined;
      expect(isFollowed || (feature?.refuses?.[fact] ?? '').length > 10, `${name} ignores ${fact}`).toBe(true);
    }
  },
);
