/** Writing in a session: in parallel and hidden from everybody until it is shown; where names are not kept, by construction. */
import type { Work } from '../../core/work.ts';
import type { Flow } from '../flow.ts';
import type { SessionPart } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import type { Standing } from '../session.ts';
import { addByForm, openAdd } from './add.ts';
import { challengeByForm, openChallenge } from './challenge.ts';
import { askWhoCame, onEffect } from './closing.ts';
import { clearRaw, everyHour, remind, rewrite, showLate } from './hourly.ts';
import { readAll, withdrawPoint } from './list.ts';
import { channelButtons, leadingBlocks, ownBlocks } from './panel.ts';
import { participating } from './people.ts';
import { holdByForm, leaveChallenge, openHold, release, revealNow, screenMore } from './screening.ts';
import { inputView } from './shown.ts';
import { abuseView, challengedView, keyLostView, pleaseView, remindView, urgentView } from './views.ts';
import { askToTakeBack, openWriting, takeBack, writeByForm } from './write.ts';

export { rewriteSoon } from './closing.ts';
export { listButton } from './list.ts';
export type { Contribution, Round } from './store.ts';

export function createWriting(flow: Flow): SessionPart {
  const { needs } = flow;
  return {
    effect: onEffect,
    came: askWhoCame,
    standing,
    timers: { receipts: everyHour, remind, late: showLate, clear: clearRaw, erase: rewrite },
    panel: ownBlocks,
    leading: leadingBlocks,
    offers: channelButtons,
    privately: {
      actions: {
        'sessions.write': openWriting,
        'sessions.write-back': askToTakeBack,
        'sessions.challenge': openChallenge,
      },
      forms: {
        'sessions.write': writeByForm,
        'sessions.write-back': takeBack,
        'sessions.challenge': challengeByForm,
      },
    },
    actions: {
      'sessions.points': (turn) => readAll(turn, needs),
      'sessions.withdraw-point': withdrawPoint,
      'sessions.write-add': (turn) => openAdd(turn, needs),
      'sessions.screen': (turn) => screenMore(turn, needs),
      'sessions.hold': (turn) => openHold(turn, needs),
      'sessions.release': (turn) => release(turn, needs),
      'sessions.write-reveal': (turn) => revealNow(turn, flow),
      'sessions.challenge-leave': (turn) => leaveChallenge(turn, needs),
    },
    forms: {
      'sessions.write-add': (turn) => addByForm(turn, needs),
      'sessions.hold': (turn) => holdByForm(turn, needs),
    },
    draws: {
      'sessions.write-please': pleaseView,
      'sessions.write-remind': remindView,
      'sessions.write-key-lost': keyLostView,
      'sessions.urgent': urgentView(needs),
      'sessions.challenged': challengedView,
      'sessions.held-abuse': abuseView(needs),
      'sessions.input': inputView(needs),
    },
  };
}

/** Counted while it is open; when it closed, once and for all. How many are not done is as of the last full hour where names are not kept. */
async function standing(w: Work, session: SessionRecord): Promise<Partial<Standing>> {
  const { writing, setup } = w.sessions;
  const round = (await writing.rounds(session.id)).at(-1);
  if (!round) return {};
  if (round.closedAt) return { contributors: round.contributors ?? 0, unfinished: 0 };
  const invited = participating(await setup.people(session.id)).length;
  const contributors = await writing.contributors(round);
  const done = round.unattributed ? round.done : contributors;
  return { contributors, unfinished: Math.max(0, invited - done) };
}
