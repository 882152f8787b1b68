/** Grouping by steps, each of which can be undone: where every point was before, and where it is then. It looks nothing up and keeps nothing. */
import type { Kind, TopicState } from './records.ts';

/** Where a point is. Never in a topic and alone. */
export interface Placed {
  readonly id: string;
  readonly topic: string | null;
  readonly alone: boolean;
}

/** What steps change of a topic. */
export interface Shape {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly state: TopicState;
  readonly into: string | null;
  readonly priority: boolean;
}

/** All points that are shown, and all topics that ever were; those of which something was said, dealt, voted or learned. */
export interface Grouped {
  readonly points: readonly Placed[];
  readonly topics: readonly Shape[];
  readonly talked: ReadonlySet<string>;
  /** It was voted which come first: a topic that is made afterwards does not. */
  readonly isRanked: boolean;
}

export type Op =
  | { readonly op: 'accept'; readonly topic: string }
  | { readonly op: 'accept-all' }
  | { readonly op: 'dismiss'; readonly topic: string }
  | { readonly op: 'rename'; readonly topic: string; readonly title: string; readonly kind: Kind }
  | { readonly op: 'put'; readonly points: readonly string[]; readonly into: string }
  | {
      readonly op: 'new';
      readonly points: readonly string[];
      readonly id: string;
      readonly title: string;
      readonly kind: Kind;
      /** To be talked about first, whatever was voted. */
      readonly first?: true;
    }
  | { readonly op: 'out'; readonly points: readonly string[] }
  | { readonly op: 'alone'; readonly points: readonly string[] }
  | { readonly op: 'merge'; readonly topic: string; readonly into: string };

interface Change<T> {
  readonly id: string;
  /** Null: it was not there. */
  readonly was: T | null;
  readonly is: T;
}
/** What a step touched: what it was, and what it is. */
export interface Step {
  readonly points: readonly Change<Placed>[];
  readonly topics: readonly Change<Shape>[];
}

export type Applied =
  | { readonly kind: 'done'; readonly step: Step }
  | { readonly kind: 'refused'; readonly why: 'gone' | 'nothing' | 'talked' };

const gone: Applied = { kind: 'refused', why: 'gone' };
const nothing: Applied = { kind: 'refused', why: 'nothing' };
const talked: Applied = { kind: 'refused', why: 'talked' };

const isThere = (topic: Shape | undefined): topic is Shape =>
  topic?.state === 'accepted' || topic?.state === 'suggested';

/** What comes of a step, or why it cannot be. */
export function apply(op: Op, now: Grouped): Applied {
  const topics = new Map(now.topics.map((topic) => [topic.id, topic]));
  const points = new Map(now.points.map((point) => [point.id, point]));
  const changed = new Map<string, Shape>();
  const moved = new Map<string, Placed>();
  const set = (topic: Shape, to: Partial<Shape>): void =>
    void changed.set(topic.id, { ...(changed.get(topic.id) ?? topic), ...to });
  /** Somebody decided for it: from then on it is a topic like the others, and talked about first where nothing was voted. */
  const accepted = (topic: Shape): Partial<Shape> =>
    topic.state === 'suggested' ? { state: 'accepted', priority: !now.isRanked } : {};
  const move = (ids: readonly string[], topic: string | null, alone: boolean): void => {
    for (const id of ids) {
      const point = points.get(id);
      if (point) moved.set(id, { id, topic, alone });
    }
  };
  /** Taking it apart would lose more than its points: what was said of it, or what is part of it by now. */
  const holds = (id: string): boolean => now.talked.has(id) || now.topics.some(({ into }) => into === id);
  const within = (topic: string): string[] => now.points.filter((point) => point.topic === topic).map(({ id }) => id);

  switch (op.op) {
    case 'accept': {
      const topic = topics.get(op.topic);
      if (!isThere(topic)) return gone;
      set(topic, accepted(topic));
      break;
    }
    case 'accept-all':
      for (const topic of now.topics) if (topic.state === 'suggested') set(topic, accepted(topic));
      break;
    case 'dismiss': {
      const topic = topics.get(op.topic);
      if (!isThere(topic)) return gone;
      if (holds(topic.id)) return talked;
      set(topic, { state: 'dismissed', priority: false });
      move(within(topic.id), null, false);
      break;
    }
    case 'rename': {
      const topic = topics.get(op.topic);
      if (!isThere(topic)) return gone;
      set(topic, { title: op.title, kind: op.kind, ...accepted(topic) });
      break;
    }
    case 'put': {
      const topic = topics.get(op.into);
      if (!isThere(topic)) return gone;
      move(op.points, topic.id, false);
      set(topic, accepted(topic));
      break;
    }
    case 'new':
      if (!op.points.some((id) => points.has(id))) return nothing;
      changed.set(op.id, {
        id: op.id,
        title: op.title,
        kind: op.kind,
        state: 'accepted',
        into: null,
        priority: op.first ?? !now.isRanked,
      });
      move(op.points, op.id, false);
      break;
    case 'out':
    case 'alone':
      move(op.points, null, op.op === 'alone');
      break;
    case 'merge': {
      const [topic, into] = [topics.get(op.topic), topics.get(op.into)];
      if (!isThere(topic) || !isThere(into) || topic.id === into.id) return gone;
      const isFirst = topic.priority || into.priority;
      set(topic, { state: 'merged', into: into.id, priority: false });
      set(into, { ...accepted(into), ...(isFirst && { priority: true }) });
      for (const earlier of now.topics) if (earlier.into === topic.id) set(earlier, { into: into.id });
      move(within(topic.id), into.id, false);
      break;
    }
  }
  // Nothing is left in it, and nothing was said of it: it is no topic any more.
  const left = new Set([...moved.values()].flatMap(({ id }) => points.get(id)?.topic ?? []));
  for (const id of left) {
    const topic = topics.get(id);
    const isEmpty = !now.points.some((point) => (moved.get(point.id) ?? point).topic === id);
    if (isEmpty && isThere(topic) && isThere(changed.get(id) ?? topic) && !holds(id))
      set(topic, { state: 'dismissed', priority: false });
  }
  const step: Step = {
    points: [...moved.values()].flatMap((is) => {
      const was = points.get(is.id) ?? null;
      return was && same(was, is) ? [] : [{ id: is.id, was, is }];
    }),
    topics: [...changed.values()].flatMap((is) => {
      const was = topics.get(is.id) ?? null;
      return was && same(was, is) ? [] : [{ id: is.id, was, is }];
    }),
  };
  return step.points.length + step.topics.length === 0 ? nothing : { kind: 'done', step };
}

export type Undone =
  | {
      readonly kind: 'done';
      readonly points: readonly Placed[];
      readonly topics: readonly (Shape | { readonly id: string; readonly gone: true })[];
    }
  /** changed: a later step touched the same. talked: what it made has been talked about since. */
  | { readonly kind: 'refused'; readonly why: 'changed' | 'talked' };

/**
 * What everything is again that a step touched. What is held or withdrawn by now is left alone.
 * @param later steps that came after it and stand: one that touched the same is in the way, also where it came to the same
 */
export function undo(step: Step, now: Pick<Grouped, 'points' | 'topics' | 'talked'>, later: readonly Step[]): Undone {
  if (later.some((one) => restsOn(one, step))) return { kind: 'refused', why: 'changed' };
  const topics = new Map(now.topics.map((topic) => [topic.id, topic]));
  const points = new Map(now.points.map((point) => [point.id, point]));
  const mine = step.points.filter(({ id }) => points.has(id));
  for (const { id, is } of mine) if (!same(points.get(id), is)) return { kind: 'refused', why: 'changed' };
  for (const { id, is } of step.topics) if (!same(topics.get(id), is)) return { kind: 'refused', why: 'changed' };
  for (const { id, was, is } of step.topics)
    if (is.state === 'accepted' && was?.state !== 'accepted' && now.talked.has(id))
      return { kind: 'refused', why: 'talked' };
  // A point that came into it otherwise, such as one that was shown late, must not be left in what is gone.
  const made = new Set(step.topics.flatMap(({ id, was }) => (was === null ? [id] : [])));
  const touched = new Set(mine.map(({ id }) => id));
  if (now.points.some(({ id, topic }) => topic !== null && made.has(topic) && !touched.has(id)))
    return { kind: 'refused', why: 'changed' };
  // Nor may it come back into what is gone, or part of it.
  const again = new Map([...topics, ...step.topics.map(({ id, was }) => [id, was ?? undefined] as const)]);
  const back = mine.flatMap(({ was }) => was?.topic ?? []);
  const parts = [...again.values()].flatMap((topic) => topic?.into ?? []);
  if ([...back, ...parts].some((id) => !isThere(again.get(id)))) return { kind: 'refused', why: 'changed' };
  return {
    kind: 'done',
    points: mine.flatMap(({ was }) => (was ? [was] : [])),
    topics: step.topics.map(({ id, was }) => was ?? { id, gone: true }),
  };
}

/** Whether a step touched what an earlier one did, or went by a topic that the earlier one made. */
function restsOn({ points, topics }: Step, earlier: Step): boolean {
  const touched = new Set([...earlier.points, ...earlier.topics].map(({ id }) => id));
  const made = new Set(earlier.topics.flatMap(({ id, was }) => (was === null ? [id] : [])));
  const by = (topic: string | null | undefined): boolean => typeof topic === 'string' && made.has(topic);
  return (
    points.some(({ id, was, is }) => touched.has(id) || by(was?.topic) || by(is.topic)) ||
    topics.some(({ id, was, is }) => touched.has(id) || by(was?.into) || by(is.into))
  );
}

const same = (a: Placed | Shape | undefined, b: Placed | Shape): boolean =>
  a !== undefined &&
  Object.entries(b).every(([key, value]) => (a as unknown as Record<string, unknown>)[key] === value);

/** What most of some points are: what went well is kept, all else is to change. */
export function kindOf(questions: readonly string[]): Kind {
  const kept = questions.filter((question) => question === 'worked').length;
  return kept * 2 > questions.length ? 'keep' : 'change';
}
