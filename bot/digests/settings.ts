/** How a community's digest comes, shown and changed in chat by those who facilitate it. */
import { type Block, type Button, type Card, words } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { bold, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import { digestButton } from '../words/how-to.ts';
import { OFFICE } from '../words/working-time.ts';
import { cityOf, minuteOf, minuteText } from '../words/zone.ts';
import type { Digest, Rule, Votes } from './digest.ts';
import { replan, skip, upcoming } from './flow.ts';
import type { Kept, Needs } from './needs.ts';
import { look } from './preview.ts';
import { DAYS, dayName, ruleWords } from './rule-words.ts';

/** Fewer could be told apart. */
const TOLD_FROM = 5;

/** `digest`, or `digest <name>`. */
export async function openByCommand(turn: Turn<InboundOf<'command'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const kept = await needs.keptBy(w, me, event.text.trim());
  const [only] = kept;
  if (!only) throw new Refusal(sentence(t, 'digest.keeps-none'));
  return tell(kept.length === 1 ? await settingsCard(turn, needs, only) : whichCard(t, kept));
}

export async function openByButton(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  return tell(await settingsCard(turn, needs, await keptOne(turn, needs, turn.event.value)));
}

/** Asked at each click. @throws Refusal */
async function keptOne({ w, me, t }: Turn, needs: Needs, community: string): Promise<Kept> {
  const kept = await needs.keptOne(w, me, community);
  if (!kept) throw new Refusal(sentence(t, 'digest.not-yours'));
  return kept;
}

/** Several that one facilitates; each with its button. */
function whichCard(t: Translate, kept: readonly Kept[]): Card {
  const rows = kept.map(({ id, name }): Block => ({ block: 'row', text: bold(name), button: digestButton(t, id) }));
  return { summary: t.plain('digest.which'), blocks: [body(t('digest.which')), ...rows] };
}

/** The rule, held, and the digest that is to come; null while there is none to come. @throws Refusal */
async function asItIs({ w, t }: Turn, needs: Needs, kept: Kept): Promise<{ rule: Rule; next: Digest | null }> {
  const rule = await w.digests.hold(kept.id);
  if (!rule) throw new Refusal(sentence(t, 'digest.not-yours'));
  const calendar = (await needs.calendarOf(w, kept.id)) ?? OFFICE;
  return { rule, next: rule.off ? null : await upcoming(w, kept.id, { rule, calendar }) };
}

async function settingsCard(turn: Turn, needs: Needs, kept: Kept): Promise<Card> {
  const { w, t } = turn;
  const { rule, next } = await asItIs(turn, needs, kept);
  const calendar = (await needs.calendarOf(w, kept.id)) ?? OFFICE;
  const votes = votesText(t, await w.digests.votes(kept.id));
  const hasChannel = await w.digests.hasChannel(kept.id);
  const button = (verb: 'look' | 'change' | 'not-this-week' | 'on' | 'off', more: Partial<ActionButton> = {}) =>
    ({
      button: 'action',
      action: `digests.${verb}`,
      value: kept.id,
      label: t.plain(`digest.${verb}`),
      ...more,
    }) as const;
  const title = t.plain('digest.title', { community: kept.name });
  return {
    summary: title,
    blocks: [
      heading(title),
      body(t('digest.what')),
      {
        block: 'facts',
        facts: [
          { label: t.plain('digest.when'), value: ruleWords(t, rule, calendar.zone) },
          { label: t.plain('digest.how'), value: t(rule.approve ? 'digest.how-approved' : 'digest.how-itself') },
          { label: t.plain('digest.next'), value: next ? nextText(t, next) : t('digest.next-off') },
          ...(votes ? [{ label: t.plain('digest.votes'), value: votes }] : []),
        ],
      },
      ...(hasChannel ? [] : [note(t('digest.no-channel', { community: kept.name }))]),
      ...buttons(
        next !== null && button('look', { style: 'primary' }),
        button('change', { opens: true }),
        next !== null &&
          button('not-this-week', {
            confirm: {
              title: t.plain('digest.skip-sure'),
              text: t.plain('digest.skip-means'),
              yes: t.plain('digest.skip'),
              no: t.plain('words.cancel'),
            },
          }),
        rule.off ? button('on', { style: 'primary' }) : button('off'),
      ),
    ],
  };
}
type ActionButton = Extract<Button, { button: 'action' }>;

const nextText = (t: Translate, { sendsAt }: Digest): Text => t('digest.next-at', { at: sendsAt });

/** Only counts of people that are large enough. */
function votesText(t: Translate, { yes, no }: Votes): Text | null {
  const told = (count: number) => count >= TOLD_FROM;
  if (told(yes) && told(no)) return t('digest.votes-both', { yes, no });
  if (told(yes)) return t('digest.votes-yes', { yes });
  if (told(no)) return t('digest.votes-no', { no });
  return yes + no > 0 ? t('digest.votes-few') : null;
}

export async function openChange(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const kept = await keptOne(turn, needs, event.value);
  const rule = await w.digests.rule(kept.id);
  if (!rule) throw new Refusal(sentence(t, 'digest.not-yours'));
  const calendar = (await needs.calendarOf(w, kept.id)) ?? OFFICE;
  return ask({
    form: 'digests.change',
    context: kept.id,
    title: t.plain('digest.change-title'),
    intro: t('digest.change-intro', { community: kept.name, zone: cityOf(calendar.zone) }),
    fields: [
      {
        field: 'choice',
        name: 'day',
        label: t.plain('digest.field-day'),
        hint: t.plain('digest.field-day-hint'),
        options: DAYS.map((day) => ({ value: String(day), label: dayName(t, day) })),
        value: String(rule.day),
      },
      {
        field: 'line',
        name: 'time',
        label: t.plain('digest.field-time'),
        hint: t.plain('digest.field-time-hint'),
        value: minuteText(rule.minute),
        max: 5,
      },
      {
        field: 'choice',
        name: 'how',
        label: t.plain('digest.field-how'),
        options: [
          { value: 'itself', label: t.plain('digest.option-itself'), note: t.plain('digest.option-itself-note') },
          { value: 'approved', label: t.plain('digest.option-approved'), note: t.plain('digest.option-approved-note') },
        ],
        value: rule.approve ? 'approved' : 'itself',
      },
    ],
    submit: t.plain('digest.change-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function change(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const kept = await keptOne(turn, needs, event.context);
  const { values } = event;
  const day = DAYS.find((one) => String(one) === words(values.day));
  const minute = minuteOf(words(values.time));
  const how = words(values.how);
  const problems: Record<string, string> = {};
  if (day === undefined) problems.day = t.plain('digest.day-wrong');
  if (minute === null) problems.time = t.plain('digest.time-wrong');
  if (how !== 'itself' && how !== 'approved') problems.how = t.plain('digest.how-wrong');
  if (day === undefined || minute === null || Object.keys(problems).length > 0) return invalid(problems);
  const was = await w.digests.hold(kept.id);
  if (!was) throw new Refusal(sentence(t, 'digest.not-yours'));
  await replan(w, needs, kept.id, { ...was, day, minute, approve: how === 'approved' });
  return tell(await settingsCard(turn, needs, kept));
}

/** `on` or `off`. */
export const turned =
  (off: boolean) =>
  async (turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> => {
    const { w, t, event } = turn;
    const kept = await keptOne(turn, needs, event.value);
    const was = await w.digests.hold(kept.id);
    if (!was) throw new Refusal(sentence(t, 'digest.not-yours'));
    if (was.off !== off) await replan(w, needs, kept.id, { ...was, off });
    return replace(await settingsCard(turn, needs, kept));
  };

/** The one that is to come does not; the one after it does. */
export async function notThisWeek(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, event } = turn;
  const kept = await keptOne(turn, needs, event.value);
  const { next } = await asItIs(turn, needs, kept);
  if (next && (await skip(w, next, { by: me.person }))) await w.digests.lookAt(kept.id, w.now);
  return replace(await settingsCard(turn, needs, kept));
}

export async function lookNow(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const kept = await keptOne(turn, needs, turn.event.value);
  const { next } = await asItIs(turn, needs, kept);
  if (!next) return replace(await settingsCard(turn, needs, kept));
  return tell(await look(turn, needs, next));
}
