/** What each job does with what it is handed, and that its data are ids. */
import { describe, expect, it } from 'vitest';
import type { JobData, Jobs } from '../bot/core/ports.ts';
import type { FactDebt } from '../bot/core/stores.ts';
import { queueName, usualPrefix } from './bull.ts';
import { catchUpWork } from './catch-up.ts';
import { catchUpJob, followJob, forgetJob, resumeJob, sendJob } from './definitions.ts';
import { followWork } from './follow.ts';
import { forgetWork, KEEP_MS } from './forget.ts';
import { resumeWork } from './resume.ts';
import { sweep } from './schedules.ts';
import { sendWork } from './send.ts';
import { summaryWork } from './summary.ts';
import { sweepWork } from './sweep.ts';
import { checkData } from './words.ts';
import type { Work } from './worker.ts';
import { allSchedules, allWorks, type WorkNeeds } from './works.ts';

const clock = { now: () => new Date('2026-03-04T09:00:00Z') };
const once = { attempt: 1, lastAttempt: false };

function recorder(): { jobs: Jobs; hints: [string, JobData][] } {
  const hints: [string, JobData][] = [];
  return { hints, jobs: { hint: async (job, data) => void hints.push([job.name, data]) } };
}
const perform = (work: Work, data: JobData = {}) => work.run(data, once);

describe('send', () => {
  it.each([
    [true, [['send', { lane: 'slack/conversation/C1' }]]],
    [false, []],
  ])('hints at itself while more is waiting (%s)', async (more, expected) => {
    const { jobs, hints } = recorder();
    const lanes: string[] = [];
    const sender = { send: async (lane: string) => lanes.push(lane) > 0 && more };
    await perform(sendWork({ sender, jobs }), { lane: 'slack/conversation/C1' });
    expect(lanes).toEqual(['slack/conversation/C1']);
    expect(hints).toEqual(expected);
  });
});

describe('resume', () => {
  it('takes up the delivery, and fails with it so that it is tried again', async () => {
    const resumed: string[] = [];
    const bot = { resume: async (id: string) => void resumed.push(id) };
    await perform(resumeWork({ bot }), { delivery: 'slack/message/C1/1.2' });
    expect(resumed).toEqual(['slack/message/C1/1.2']);
    const broken = { resume: () => Promise.reject(new Error('away')) };
    await expect(perform(resumeWork({ bot: broken }), { delivery: 'x' })).rejects.toThrow('away');
  });
});

describe('follow', () => {
  it.each([true, false])('hints at itself while more is waiting (%s)', async (more) => {
    const { jobs, hints } = recorder();
    await perform(followWork({ follower: { follow: async () => more }, jobs }));
    expect(hints).toEqual(more ? [['follow', {}]] : []);
  });
});

describe('catch-up', () => {
  it.each([true, false])('hints at itself while more is due (%s)', async (more) => {
    const { jobs, hints } = recorder();
    const gaps: string[] = [];
    const catchUp = { catchUp: async (gap: string) => gaps.push(gap) > 0 && more };
    await perform(catchUpWork({ catchUp, jobs }), { gap: 'g' });
    expect(gaps).toEqual(['g']);
    expect(hints).toEqual(more ? [['catch-up', { gap: 'g' }]] : []);
  });
});

describe('summary', () => {
  it('has one worded, and nothing where nothing can', async () => {
    const prepared: string[] = [];
    const summaries = { due: async () => [], prepare: async (session: string) => prepared.push(session) };
    await perform(summaryWork({ summaries }), { session: 's' });
    await perform(summaryWork({ summaries: null }), { session: 's' });
    expect(prepared).toEqual(['s']);
  });
});

describe('sweep', () => {
  const sweeping = (
    owed: {
      lanes: string[];
      deliveries: string[];
      debts: FactDebt[];
      gaps: string[];
      unworded?: string[];
      undrafted?: string[];
    },
    jobs: Jobs,
  ) =>
    sweepWork({
      outbox: { due: async () => owed.lanes },
      inbox: { due: async () => owed.deliveries },
      facts: { due: async () => owed.debts },
      gaps: { due: async () => owed.gaps },
      drafts: { due: async () => owed.undrafted ?? [] },
      summaries: owed.unworded ? { due: async () => owed.unworded ?? [] } : null,
      jobs,
      clock,
    });

  it('hints at everything that is owed and due', async () => {
    const { jobs, hints } = recorder();
    const debts = [{ seq: '1', feature: 'questions', kind: 'QuestionAsked' as const }];
    await perform(sweeping({ lanes: ['a', 'b'], deliveries: ['d'], debts, gaps: ['g'], unworded: ['s'] }, jobs));
    expect(hints).toEqual([
      ['send', { lane: 'a' }],
      ['send', { lane: 'b' }],
      ['resume', { delivery: 'd' }],
      ['follow', {}],
      ['catch-up', { gap: 'g' }],
      ['summary', { session: 's' }],
    ]);
  });

  it('says nothing where nothing is owed', async () => {
    const { jobs, hints } = recorder();
    await perform(sweeping({ lanes: [], deliveries: [], debts: [], gaps: [] }, jobs));
    expect(hints).toEqual([]);
  });
});

describe('forget', () => {
  const forgetting = (counts: number[], whole: number[] = [], claims: number[] = []) => {
    const { jobs, hints } = recorder();
    const asked: Date[] = [];
    const inbox = {
      forget: async (before: Date) => {
        asked.push(before);
        return counts.shift() ?? 0;
      },
    };
    const forgetBudgets = async () => whole.shift() ?? 0;
    const [forgetPages, forgetClaims] = [async () => 0, async () => claims.shift() ?? 0];
    const work = forgetWork({
      inbox,
      forgetBudgets,
      forgetPages,
      forgetClaims,
      drafts: { forget: async () => 0 },
      jobs,
      clock,
    });
    return { work, asked, hints, whole };
  };

  it('forgets in batches what was settled 72 hours ago', async () => {
    const { work, asked, hints } = forgetting([1_000, 1_000, 3]);
    await perform(work);
    expect(asked).toHaveLength(3);
    expect(clock.now().getTime() - (asked[0]?.getTime() ?? 0)).toBe(KEEP_MS);
    expect(KEEP_MS / 3_600_000).toBe(72);
    expect(hints).toEqual([]);
  });

  it('forgets budgets that are whole, in batches, and goes on in a job of its own when there are very many', async () => {
    const some = forgetting([], [1_000, 1_000, 3, 7]);
    await perform(some.work);
    expect(some.whole).toEqual([7]);
    expect(some.hints).toEqual([]);
    const many = forgetting(
      [],
      Array.from({ length: 100 }, () => 1_000),
    );
    await perform(many.work);
    expect(many.hints).toEqual([['forget', {}]]);
  });

  it('forgets claims of private deliveries, in batches likewise', async () => {
    const claims = [1_000, 1_000, 3, 7];
    await perform(forgetting([], [], claims).work);
    expect(claims).toEqual([7]);
  });

  it('goes on in a job of its own when there is very much', async () => {
    const { work, hints } = forgetting(Array.from({ length: 100 }, () => 1_000));
    await perform(work);
    expect(hints).toEqual([['forget', {}]]);
  });
});

describe('the jobs together', () => {
  const works = allWorks({} as WorkNeeds);

  it('have a work for every job that is hinted at or scheduled, once', () => {
    const names = works.map((one) => one.definition.name);
    expect(new Set(names).size).toBe(names.length);
    for (const job of [
      sendJob,
      resumeJob,
      catchUpJob,
      followJob,
      forgetJob,
      sweep,
      ...allSchedules.map((one) => one.definition),
    ]) {
      expect(names).toContain(job.name);
    }
  });

  // What it put into the queue still waits there, and processes of it go on adding while the others are replaced.
  it.each([
    ['send', 'now', { lane: 'slack/conversation/T0ASH/C0LIC' }],
    ['resume', 'now', { delivery: 'slack/message/C0LIC/1795424400.000100' }],
    ['follow', 'now', {}],
    ['sweep', 'now', {}],
    ['catch-up', 'calm', { gap: '00000000-0000-7000-8000-000000000001' }],
    ['forget', 'calm', {}],
    ['tidy', 'calm', {}],
  ] as const)('take %s as release 0.1.0 puts it into the queue', (name, pace, data) => {
    const { definition } = works.find((one) => one.definition.name === name) ?? {};
    if (!definition) throw new Error('no work of this name');
    expect(checkData(definition, data)).toEqual(data);
    expect(queueName(usualPrefix, definition.pace ?? 'now')).toBe(`guildhall-${pace}`);
  });

  it('carry ids and nothing else', () => {
    const text = 'Dear all, '.repeat(100);
    for (const { definition } of works) {
      for (const data of [{ lane: text }, { delivery: text }, { gap: text }, { session: text }]) {
        const parsed = definition.schema.safeParse(data);
        if (parsed.success) expect(parsed.data).toEqual({});
      }
    }
  });
});
