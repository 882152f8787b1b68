/** Records of a review put straight into the database: what other parts of sessions write, for the tests of its report. */
import type { Scene } from '../../testing/scene.ts';

/** Two keep topics and two change topics with something in every column that people write in; each text holds a mark of its own. */
export interface Rows {
  /** Marks of everything that a report has to print, by where it stands. */
  readonly marks: Readonly<Record<string, string>>;
  readonly ids: Readonly<Record<string, string>>;
}

const DAY = '2026-11-27';

export async function fill(
  scene: Scene,
  how: { readonly contributions?: number; readonly prefix?: string } = {},
): Promise<Rows> {
  const { s, session: sessionId, community: communityId, people, personOf } = scene;
  const { prisma } = s;
  const prefix = how.prefix ?? 'Mark';
  const marks: Record<string, string> = {};
  const ids: Record<string, string> = {};
  let made = 0;
  /** A text that is found again. */
  const text = (where: string, words = 'said here'): string => {
    made += 1;
    marks[where] = `${prefix}${String(made).padStart(3, '0')}`;
    return `${words} ${marks[where]}`;
  };
  const id = (name: string): string => {
    ids[name] = crypto.randomUUID();
    return ids[name];
  };
  const [priya, asha] = [await personOf(people[0] as never), await personOf(people[1] as never)];
  const createdAt = s.clock.now();
  await prisma.session.update({
    where: { id: sessionId },
    data: {
      title: text('title', 'By-election count'),
      event: text('event', 'The count'),
      purpose: text('purpose', 'To count faster'),
      scopeIn: text('scope in', 'The night'),
      scopeOut: text('scope out', 'Registration'),
      question: text('question', 'What else'),
    },
  });
  for (const [name, kind, discussed] of [
    ['plan', 'keep', true],
    ['trays', 'change', true],
    ['doors', 'change', false],
  ] as const)
    await prisma.topic.create({
      data: {
        id: id(name),
        sessionId,
        title: text(`topic ${name}`, `About ${name}`),
        kind,
        state: 'accepted',
        priority: discussed,
        place: Object.keys(ids).length,
        votes: discussed ? 4 : 0,
        outcome: discussed ? (kind === 'keep' ? 'keep' : 'change') : null,
        outcomeWhy: discussed ? text(`why ${name}`) : null,
        undiscussed: discussed ? null : text(`undiscussed ${name}`),
        discussedAt: discussed ? createdAt : null,
        createdAt,
        factors: {
          create: [
            {
              id: id(`factor ${name}`),
              statement: text(`factor ${name}`),
              category: 'tools',
              personId: priya,
              createdAt,
            },
          ],
        },
      },
    });
  const questions = ['expected', 'happened', 'worked', 'harder', 'next', 'again', 'urgent'] as const;
  const count = how.contributions ?? 14;
  for (let at = 0; at < count; at += 1) {
    const question = questions[at % questions.length] ?? 'worked';
    const topic = at % 3 === 0 ? ids.trays : at % 3 === 1 ? ids.plan : at % 6 === 2 ? ids.doors : undefined;
    await prisma.contribution.create({
      data: {
        id: id(`contribution ${at}`),
        sessionId,
        round: 1,
        question,
        text: text(`contribution ${at}`, `Point ${at}`),
        evidence: at % 5 === 0 ? [`https://minutes.ashcombe.example/${at}`] : [],
        status: 'revealed',
        place: at,
        day: DAY,
        late: at === 3,
        covered: topic !== undefined,
        alone: topic === undefined,
        ...(topic !== undefined && { topicId: topic }),
      },
    });
  }
  for (const [status, at] of [
    ['held', 1],
    ['withdrawn', 2],
    ['withdrawn', 3],
  ] as const)
    await prisma.contribution.create({
      data: {
        id: id(`${status} ${at}`),
        sessionId,
        round: 1,
        question: 'harder',
        text: `Unprinted ${status} ${at}`,
        status,
        place: 900 + at,
        day: DAY,
        ...(status === 'held' && { heldWhy: 'Unprinted reason' }),
      },
    });
  for (const [name, status] of [
    ['agreed', 'agreed'],
    ['disputed', 'disputed'],
    ['open', 'proposed'],
  ] as const)
    await prisma.sessionFact.create({
      data: {
        id: id(`fact ${name}`),
        sessionId,
        when: text(`fact ${name} when`, '22:30'),
        statement: text(`fact ${name}`),
        evidence: status === 'agreed' ? [text('fact evidence', 'Photo')] : [],
        status,
        place: Object.keys(ids).length,
        createdAt,
        ...(status === 'disputed' && {
          voices: { create: [{ personId: asha, stance: 'dispute', reason: text('dispute reason'), at: createdAt }] },
        }),
      },
    });
  await prisma.lesson.create({
    data: {
      id: id('lesson'),
      sessionId,
      communityId,
      topicId: ids.trays ?? null,
      when: text('lesson when', 'a tray is counted'),
      do: text('lesson do', 'turn its card'),
      because: text('lesson because', 'nobody sees it'),
      context: text('lesson context'),
      appliesTo: text('lesson applies'),
      lastSeenAt: createdAt,
      proposedBy: priya,
      createdAt,
    },
  });
  await prisma.recommendation.create({
    data: {
      id: id('recommendation'),
      sessionId,
      text: text('recommendation'),
      addressedTo: text('addressed to', 'Elections team'),
      answer: 'part',
      answerWhy: text('answer why'),
      answeredBy: asha,
      answeredAt: createdAt,
      proposedBy: priya,
      place: 0,
      createdAt,
    },
  });
  await prisma.action.create({
    data: {
      id: id('action'),
      sessionId,
      communityId,
      recommendationId: ids.recommendation ?? null,
      lessonIds: ids.lesson ? [ids.lesson] : [],
      text: text('action', 'Order cards'),
      whenWill: text('when will'),
      measure: text('measure', 'They are there'),
      ownerId: asha,
      dueOn: '2026-12-20',
      strength: 'medium',
      ticket: text('ticket', 'T-81'),
      state: 'offered',
      why: text('action why'),
      evidence: text('action evidence'),
      proposedBy: priya,
      createdAt,
    },
  });
  await prisma.objection.create({
    data: {
      id: id('objection'),
      sessionId,
      personId: priya,
      text: text('objection'),
      state: 'printed',
      answer: text('objection answer'),
      at: createdAt,
    },
  });
  await prisma.receipt.createMany({
    data: await Promise.all(
      people.slice(0, 5).map(async (who) => ({ sessionId, round: 1, personId: await personOf(who) })),
    ),
  });
  return { marks, ids };
}

/** Makes its channels those of its community, where they are not yet. */
export async function bind({ s, community, channel, theirs, priya, tom }: Scene): Promise<void> {
  for (const [place, who] of [
    [channel, tom],
    [theirs, priya],
  ] as const) {
    const { workspace, personId } = await s.prisma.identity.findFirstOrThrow({
      where: { ref: who.ref.id },
      include: { workspace: true },
    });
    await s.prisma.channel.createMany({
      data: {
        id: crypto.randomUUID(),
        communityId: community,
        organisationId: workspace.organisationId,
        platform: place.ref.platform,
        ref: place.ref.id,
        name: 'elections',
        hears: 'all',
        opens: 'members',
        boundBy: personId,
        boundAt: s.clock.now(),
      },
      skipDuplicates: true,
    });
  }
}

/** Puts a session into a state, as if it had come there by itself. */
export async function into(scene: Scene, state: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const { s, session: id } = scene;
  const now = s.clock.now();
  const { version, state: was } = await scene.record();
  await s.prisma.session.update({
    where: { id },
    data: { state, version: version + 1, since: now, hasKey: false, ...more },
  });
  await s.prisma.sessionEvent.create({
    data: {
      id: `into:${id}:${version}`,
      sessionId: id,
      seq: version + 100,
      event: 'next',
      fromState: was,
      toState: state,
      version: version + 1,
      at: now,
    },
  });
}
