/** Changing a community's zone and bank holidays: its lead alone. */
import { words } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { HOLIDAYS } from '../words/holidays.ts';
import { OFFICE } from '../words/working-time.ts';
import { cityOf, isZone } from '../words/zone.ts';
import type { Led, Needs } from './needs.ts';
import { changeForm, holidaysName, whichCard } from './views.ts';

/** `calendar`, or `calendar <name>`. */
export async function openByCommand(turn: Turn<InboundOf<'command'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const led = await needs.ledBy(w, me, event.text.trim());
  const [only] = led;
  if (!only) throw new Refusal(sentence(t, 'calendar.lead-none'));
  return led.length === 1 ? open(turn, only) : tell(whichCard(t, led));
}

export async function openByButton(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  return open(turn, await ledOne(turn, needs, turn.event.value));
}

async function open({ w, t }: Turn, led: Led): Promise<Reply> {
  return ask(changeForm(t, led, (await w.calendars.ofCommunity(led.id)) ?? OFFICE));
}

export async function change(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const { id, name } = await ledOne(turn, needs, event.context);
  const zone = words(event.values.zone);
  const holidays = HOLIDAYS.find((one) => one === words(event.values.holidays));
  const problems: Record<string, string> = {};
  if (!isZone(zone)) problems.zone = t.plain('calendar.zone-wrong');
  if (!holidays) problems.holidays = t.plain('calendar.holidays-wrong');
  if (!holidays || Object.keys(problems).length > 0) return invalid(problems);
  await w.calendars.change(id, { zone, holidays });
  await needs.changed(w, id);
  return tell(
    sentence(t, 'calendar.changed', { community: name, zone: cityOf(zone), holidays: holidaysName(t, holidays) }),
  );
}

/** Asked at each click. @throws Refusal */
async function ledOne({ w, me, t }: Turn, needs: Needs, community: string): Promise<Led> {
  const led = await needs.ledOne(w, me, community);
  if (!led) throw new Refusal(sentence(t, 'calendar.lead-none'));
  return led;
}
