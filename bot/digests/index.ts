/** Digests: what a community's channels are told once a week, looked at by its facilitators before. */
import type { Feature } from '../core/feature.ts';
import type { Work } from '../core/work.ts';
import './digest.ts';
import { redrawEdited, redrawMember, redrawPerson, redrawQuestion, redrawReport, redrawWhole } from './follow.ts';
import type { Needs } from './needs.ts';
import { changeOwn, openOwn, ownView } from './own.ts';
import { approve, edit, emptyView, openEdit, previewView, send, skipOne } from './preview.ts';
import { change, lookNow, notThisWeek, openByButton, openByCommand, openChange, turned } from './settings.ts';
import { useful } from './useful.ts';
import { weeklyView } from './weekly.ts';

export { answeredIn } from './answered.ts';
export { redrawWhole as changed } from './follow.ts';
export type { Needs } from './needs.ts';
export { createDigests, type Digests } from './run.ts';

/** A community's zone or holidays are others now: so are the times of its digest. */
export const timesChanged = (w: Work, community: string): Promise<void> => w.digests.lookAt(community, w.now);

/** "digest licensing" is a command; "digest of what others did about fly-tipping?" is a question. */
const named = (rest: string): boolean =>
  !/[\n?]/.test(rest) && rest.split(/\s+/).length <= 6 && !/^(of|for|from|on|about|this|that)\b/i.test(rest);

export const wire = (needs: Needs): Feature => ({
  name: 'digests',
  commands: { digest: { handle: (turn) => openByCommand(turn, needs), typed: named } },
  actions: {
    'digests.open': (turn) => openByButton(turn, needs),
    'digests.look': (turn) => lookNow(turn, needs),
    'digests.change': (turn) => openChange(turn, needs),
    'digests.not-this-week': (turn) => notThisWeek(turn, needs),
    'digests.on': (turn) => turned(false)(turn, needs),
    'digests.off': (turn) => turned(true)(turn, needs),
    'digests.approve': (turn) => approve(turn, needs),
    'digests.edit': (turn) => openEdit(turn, needs),
    'digests.send': (turn) => send(turn, needs),
    'digests.skip': (turn) => skipOne(turn, needs),
    'digests.own': openOwn,
    'digests.useful': (turn) => useful(turn, needs),
  },
  forms: {
    'digests.change': (turn) => change(turn, needs),
    'digests.edit': (turn) => edit(turn, needs),
    'digests.own': (turn) => changeOwn(turn, needs),
  },
  draws: {
    'digests.weekly': weeklyView(needs),
    'digests.preview': previewView(needs),
    'digests.empty': emptyView(needs),
    'digests.own': ownView(needs),
  },
  follows: {
    QuestionAsked: redrawQuestion,
    QuestionWithdrawn: redrawWhole,
    AnswerGiven: redrawQuestion,
    AnswerAccepted: redrawQuestion,
    AnswerUnaccepted: redrawWhole,
    AnswerDeleted: redrawWhole,
    ReportChanged: redrawReport,
    MessageEdited: redrawEdited,
    // Also of each whose organisation withdraws: what they wrote stays.
    MemberLeft: redrawMember,
    PersonLeft: redrawPerson,
    AuthorChanged: redrawPerson,
    PeopleJoined: redrawPerson,
    PeopleParted: redrawPerson,
  },
  // Whoever deletes a question or an answer is heard of by that.
  refuses: { MessageDeleted: 'hears of it as a question withdrawn or an answer deleted' },
});
