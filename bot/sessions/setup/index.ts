/** The part of sessions that sets them up, shows them, moves them on, and sees to it that somebody leads them. */
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import type { Flow } from '../flow.ts';
import type { SessionPart } from '../parts.ts';
import { channelView, leadView, ownView } from './cards.ts';
import { copy, discard, edit, how, schedule, start, what, who, why } from './create.ts';
import { draftCard } from './draft.ts';
import { follows } from './follow.ts';
import { extend, goOn, more, next, nextSure, openExtend, openMore, openNow, read, steer } from './moves.ts';
import { effect, newsView } from './news.ts';
import { leading } from './own.ts';
import {
  addPerson,
  cannot,
  instead,
  join,
  letIn,
  openPeople,
  personView,
  removePerson,
  searchPeople,
} from './people.ts';
import { acceptLead, declinedView, declineLead, offerView, silent, silentView, takeOver } from './succession.ts';

type Press = Turn<InboundOf<'action'>>;

/** @param flow whose parts this is one of, and which has the others by the time that anybody presses */
export const setupPart = (flow: Flow): SessionPart => ({
  actions: {
    'sessions.new': (turn) => start(turn, flow),
    'sessions.draft': (turn) => openDraft(turn, flow),
    'sessions.edit': (turn) => edit(turn, flow),
    'sessions.schedule': (turn) => schedule(turn, flow),
    'sessions.discard': (turn) => discard(turn, flow),
    'sessions.copy': (turn) => copy(turn, flow),
    'sessions.instead': (turn) => instead(turn, flow),
    'sessions.read': (turn) => read(turn, flow),
    'sessions.steer': (turn) => steer(turn, flow),
    'sessions.open-now': (turn) => openNow(turn, flow),
    'sessions.next': (turn) => next(turn, flow),
    'sessions.next-sure': (turn) => nextSure(turn, flow),
    'sessions.extend': (turn) => openExtend(turn, flow),
    'sessions.go-on': (turn) => goOn(turn, flow),
    'sessions.more': (turn) => openMore(turn, flow),
    'sessions.people': (turn) => openPeople(turn, flow),
    'sessions.remove': (turn) => removePerson(turn, flow),
    'sessions.cannot': (turn) => cannot(turn, flow),
    'sessions.join': (turn) => join(turn, flow),
    'sessions.let-in': (turn) => letIn(turn, flow),
    'sessions.take-over': (turn) => takeOver(turn, flow),
    'sessions.accept-lead': (turn) => acceptLead(turn, flow),
    'sessions.decline-lead': (turn) => declineLead(turn, flow),
  },
  forms: {
    'sessions.what': (turn) => what(turn, flow),
    'sessions.why': (turn) => why(turn, flow),
    'sessions.who': (turn) => who(turn, flow),
    'sessions.how': (turn) => how(turn, flow),
    'sessions.extend': (turn) => extend(turn, flow),
    'sessions.more': (turn) => more(turn, flow),
    'sessions.people': (turn) => addPerson(turn, flow),
  },
  searches: { 'session-people': searchPeople },
  draws: {
    'sessions.channel': channelView(flow),
    'sessions.own': ownView(flow),
    'sessions.lead': leadView(flow),
    'sessions.news': newsView(flow),
    'sessions.silent': silentView(flow),
    'sessions.offer': offerView(flow),
    'sessions.lead-declined': declinedView(flow),
    'sessions.person': personView(flow),
  },
  effect,
  timers: { silent: (w, _needs, session) => silent(w, flow, session) },
  follows: follows(flow),
});

/** A draft as it stands; value: its session. */
async function openDraft(turn: Press, flow: Flow): Promise<Reply> {
  const { session } = await leading(turn, flow.needs, turn.event.value);
  if (session.state !== 'draft') return read(turn, flow);
  return tell(await draftCard(turn, flow, session));
}
