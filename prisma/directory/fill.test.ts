/** The invented directory, at a small size. */
import { expect, onTestFinished, test } from 'vitest';
import { StartError } from '../../bot/core/start-error.ts';
import { withClient } from '../connection.ts';
import { freshDatabase } from '../testing/database.ts';
import { directory, readNeeds, readSubjects } from './communities.ts';
import { fill } from './fill.ts';

const SIZE = { people: 300, communities: 250, messages: 2_000 };
const now = new Date('2026-11-26T09:00:00Z');

async function filled(seed = 1) {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  return { url: database.url, made: await fill(database.url, SIZE, { seed, now }) };
}
const ask = <T extends object>(url: string, text: string) =>
  withClient(url, async (client) => (await client.query<T>(text)).rows);

test('subjects are whole, and 1,500 communities have names and purposes of their own that fit', async () => {
  for (const subject of await readSubjects()) {
    expect(subject.asks.length, subject.key).toBe(4);
    expect(subject.tags.length, subject.key).toBeGreaterThan(1);
    expect(subject.heard.length, subject.key).toBe(3);
  }
  const all = await directory(1_500);
  expect(all).toHaveLength(1_500);
  for (const part of ['name', 'purpose', 'key'] as const) expect(new Set(all.map((one) => one[part])).size).toBe(1_500);
  for (const { purpose } of all) expect(purpose.length).toBeLessThanOrEqual(300);
  const keys = new Set(all.map(({ key }) => key));
  for (const file of ['needs.json', 'needs-kept-back.json'] as const) {
    for (const { need, right } of await readNeeds(file)) expect(keys.has(right), need).toBe(true);
  }
});

test('it holds what was wanted, each reply under its question, and every community is led by a member', async () => {
  const { url, made } = await filled();
  expect(made).toMatchObject({ people: 300, communities: 250, questions: 440, replies: 1_560 });
  const [counts] = await ask<Record<string, number>>(
    url,
    `SELECT (SELECT count(*) FROM question)::int AS questions, (SELECT count(*) FROM reply)::int AS replies,
      (SELECT count(DISTINCT community_id) FROM membership WHERE role = 'lead')::int AS led,
      (SELECT count(*) FROM question q WHERE state <> 'open' AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.question_id = q.id))::int AS odd,
      (SELECT count(*) FROM question q WHERE accepted_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.id = q.accepted_id))::int AS lost,
      (SELECT count(*) FROM asked_term)::int AS terms`,
  );
  expect(counts).toMatchObject({ questions: 440, replies: 1_560, led: 250, odd: 0, lost: 0 });
  expect(counts?.terms).toBeGreaterThan(500);
});

test('the same seed gives the same, another another', async () => {
  const read = `SELECT string_agg(id || text::text, ',' ORDER BY id) AS all FROM question`;
  const [one, two, other] = await Promise.all([filled(), filled(), filled(2)]);
  const [first, second, third] = await Promise.all([one, two, other].map(({ url }) => ask(url, read)));
  expect(second).toEqual(first);
  expect(third).not.toEqual(first);
});

test('what triggers keep true is what building it anew gives', async () => {
  const { url } = await filled();
  await ask(
    url,
    `UPDATE question SET text = '"Who keeps bees?"' WHERE id IN (SELECT id FROM question ORDER BY id LIMIT 50);
     UPDATE question SET state = 'withdrawn' WHERE id IN (SELECT question_id FROM asked_question ORDER BY question_id LIMIT 20);
     UPDATE community SET purpose = 'Bees and hives' WHERE id IN (SELECT id FROM community ORDER BY id LIMIT 9);
     INSERT INTO question (id, community_id, person_id, identity_id, text, files, state, created_at, opened_at)
       SELECT gen_random_uuid(), community_id, person_id, identity_id, '[{"run": "text", "text": "A café for bees"}]', '[]', 'open', now(), now()
       FROM question WHERE community_id IS NOT NULL ORDER BY id LIMIT 60`,
  );
  const differing = await ask<{ rows: number }>(
    url,
    `WITH counted AS (
       SELECT said.term, q.community_id, count(*)::int AS questions FROM asked_question q, unnest(q.terms) AS said(term) GROUP BY 1, 2),
     written AS (
       SELECT said.term, c.id AS community_id, said.place FROM community c, find_community_terms(c.name, c.tags, c.purpose) AS said)
     SELECT ((SELECT count(*) FROM (TABLE asked_term EXCEPT TABLE counted) AS more) + (SELECT count(*) FROM (TABLE counted EXCEPT TABLE asked_term) AS less)
       + (SELECT count(*) FROM (TABLE community_term EXCEPT TABLE written) AS more) + (SELECT count(*) FROM (TABLE written EXCEPT TABLE community_term) AS less)
       + (SELECT count(*) FROM asked_question a JOIN question q ON q.id = a.question_id
          WHERE q.state = 'withdrawn' OR a.terms <> find_terms(find_text(q.text))))::int AS rows`,
  );
  expect(differing).toEqual([{ rows: 0 }]);
  const [cafe] = await ask<{ n: number }>(url, `SELECT count(*)::int AS n FROM asked_term WHERE term = 'cafe'`);
  expect(cafe?.n).toBeGreaterThan(0);
  const most = await ask<{ most: number }>(
    url,
    'SELECT max(n)::int AS most FROM (SELECT count(*) AS n FROM asked_question GROUP BY community_id) AS c',
  );
  expect(most[0]?.most).toBeLessThanOrEqual(40);
});

test('it is refused where anything is there', async () => {
  const { url } = await filled();
  await expect(fill(url, SIZE, { seed: 1, now })).rejects.toThrow(StartError);
});
