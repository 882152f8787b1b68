/** Somebody at their Slack or Teams: reads what stands there, presses what is shown under a label, and fills in what is asked. */
import type { Button, Card, Field, Form, Value } from '../../core/card.ts';
import type { PrivateReply } from '../../core/private.ts';
import { plain } from '../../core/text.ts';
import type { Posted } from '../../testing/fake-chat.ts';
import type { Actor, Place, Stage } from '../../testing/stage.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';

/** A label as it stands there, or a part of it. */
type Label = string | RegExp;

export interface Hand {
  readonly who: Actor;
  /** Types a command to the bot in private. @returns what is answered, as words */
  types(command: string, text?: string): Promise<string>;
  /**
   * Presses a button: on what was answered last where it is there, else on the newest message that has it.
   * @param on words that stand on the same card; of several such buttons it is the first below them
   * @returns what is answered, as words
   */
  presses(label: Label, on?: string): Promise<string>;
  /** Fills in what is asked and sends it: by the names of fields, choices by their labels too; what is not said stays as it stands. */
  fills(values?: Readonly<Record<string, Value>>): Promise<string>;
  /** Finds by typing, as in a search field. @returns the value of the only one that is found so */
  finds(search: string, query: string): Promise<string>;
  /** What stands with them in private, the newest first. */
  reads(): readonly string[];
  /** The newest message that says this, wherever they can read it. @throws where there is none */
  reading(what: string): string;
  /** What was answered last. */
  answer(): string;
  /** What is asked of them now. @throws where nothing is */
  form(): Form;
}

/** What people were shown in answer to what they did. */
export interface Shown {
  readonly cards: Card[];
  readonly forms: Form[];
}

/** @param shown where what is answered is kept */
export function handOf(s: Stage, who: Actor, places: readonly Place[] = [], shown?: Shown): Hand {
  const chat = who.ref.platform === 'slack' ? s.slack : s.teams;
  let last: PrivateReply | Awaited<ReturnType<Stage['press']>> = null;

  const wordsIn = (): string => {
    switch (last?.kind) {
      case 'tell':
      case 'replace':
        return wordsOf(last.card);
      case 'ask':
        return [last.form.title, ...(last.form.intro ? [plain(last.form.intro)] : [])].join('\n');
      case 'invalid':
        return Object.values(last.problems).join('\n');
      default:
        return last?.kind ?? 'nothing';
    }
  };
  const isBelow = (post: Posted, there: string): boolean => {
    if (post.to.id === there) return true;
    const root = post.to.kind === 'message' ? chat.posted.find(({ ref }) => ref.id === post.to.id) : undefined;
    return root !== undefined && isBelow(root, there);
  };
  const mine = (): readonly Posted[] =>
    chat.posted
      .filter(
        (one) =>
          !one.removed &&
          (one.only
            ? one.only.id === who.ref.id
            : [who.ref.id, ...places.map(({ ref }) => ref.id)].some((id) => isBelow(one, id))),
      )
      .reverse();
  const hasLabel = (label: Label) => (button: Button) =>
    typeof label === 'string' ? button.label === label : label.test(button.label);
  const answered = (): Card | null => {
    if (last?.kind === 'tell' || last?.kind === 'replace') return last.card;
    if (last?.kind === 'ask' && last.form.rows) return { summary: '', blocks: last.form.rows };
    return null;
  };
  const sent = async <R>(doing: Promise<R>): Promise<string> => {
    last = (await doing) as typeof last;
    if (last?.kind === 'ask') shown?.forms.push(last.form);
    if (last?.kind === 'tell' || last?.kind === 'replace') shown?.cards.push(last.card);
    const words = wordsIn();
    await s.settle();
    return words;
  };

  const self: Hand = {
    who,
    types: (command, text = '') => sent(s.command(who, s.private(who), command, text)),
    presses(label, on) {
      const cards = [answered(), ...mine().map(({ card }) => card)].filter((card) => card !== null);
      const card = cards.find((one) => buttonsOf(one).some(hasLabel(label)) && (!on || wordsOf(one).includes(on)));
      const from =
        card && on ? card.blocks.findIndex((block) => wordsOf({ summary: '', blocks: [block] }).includes(on)) : 0;
      const below = card && { ...card, blocks: card.blocks.slice(Math.max(0, from)) };
      const button = below && (buttonsOf(below).find(hasLabel(label)) ?? buttonsOf(card).find(hasLabel(label)));
      if (button?.button !== 'action') {
        const there = cards.slice(0, 6).map(
          (one) =>
            `${one.summary}: ${buttonsOf(one)
              .map((b) => b.label)
              .join(' | ')}`,
        );
        throw new Error(`${who.name} sees no ${String(label)} but\n${there.join('\n')}`);
      }
      const { action, value } = button;
      const at = s.private(who);
      return sent<unknown>(
        s.bot.isPrivate('action', action)
          ? s.bot.privately(s.event(who, at, { kind: 'action', action, value, on: null }) as never)
          : s.press(who, at, action, value),
      );
    },
    fills(values = {}) {
      const form = self.form();
      const all: Record<string, Value> = {};
      for (const field of form.fields) {
        const value = values[field.name] ?? standing(field);
        if (value !== undefined && value !== '') all[field.name] = chosen(field, value);
      }
      const unknown = Object.keys(values).filter((name) => !form.fields.some((field) => field.name === name));
      if (unknown.length > 0) throw new Error(`${form.title} has no ${unknown.join(', ')}`);
      const at = s.private(who);
      return sent<unknown>(
        s.bot.isPrivate('submission', form.form)
          ? s.bot.privately(
              s.event(who, at, { kind: 'submission', form: form.form, context: form.context, values: all }) as never,
            )
          : s.submit(who, at, form.form, form.context, all),
      );
    },
    async finds(of, query) {
      // Nobody types faster than that.
      s.clock.pass(1_000);
      const found = await s.bring(s.event(who, s.private(who), { kind: 'search', of, query, by: 'form' }));
      if (found?.kind !== 'results') throw new Error(`nothing is found by ${of}`);
      const [one, ...more] = found.results;
      if (!one || more.length > 0) throw new Error(`${query}: ${found.results.map(({ title }) => title).join(', ')}`);
      return one.value;
    },
    reads: () => mine().map(({ card }) => wordsOf(card)),
    reading(what) {
      const found = self.reads().find((words) => words.includes(what));
      if (found === undefined)
        throw new Error(`${who.name} does not read “${what}” but\n${self.reads().slice(0, 5).join('\n--\n')}`);
      return found;
    },
    answer: wordsIn,
    form() {
      if (last?.kind !== 'ask') throw new Error(`nothing is asked of ${who.name}, but: ${wordsIn()}`);
      return last.form;
    },
  };
  return self;
}

/** What stands in a field before anybody types. */
function standing(field: Field): Value | undefined {
  switch (field.field) {
    case 'search':
      return field.value?.value;
    case 'tick':
      return field.value ? 'yes' : undefined;
    default:
      return 'value' in field ? (field.value as Value | undefined) : undefined;
  }
}

/** The values of choices that were said by their labels. */
function chosen(field: Field, value: Value): Value {
  if (field.field !== 'choice' && field.field !== 'choices') return value;
  const of = (one: unknown): string =>
    field.options.find(({ label, value: own }) => own === one || label === one)?.value ??
    (() => {
      throw new Error(`${field.name} has no ${String(one)} but ${field.options.map(({ label }) => label).join(', ')}`);
    })();
  return Array.isArray(value) ? value.map(of) : of(value);
}
