/** Drafting: an answer that a language model writes from what people answered, for who asks for it, checked sentence by sentence. */
import type { Feature } from '../core/feature.ts';
import type { Work } from '../core/work.ts';
import { ask } from './ask.ts';
import type { DraftingStore } from './drafted.ts';
import type { Needs } from './needs.ts';
import { feedback, share } from './share.ts';
import { answerView, sharedView } from './show.ts';

export { type For, offer } from './ask.ts';
export type { Found, Needs, SourceNow } from './needs.ts';
export { createDrafts, type Drafts } from './write.ts';

/** Draws again what rests on something that is another now. */
export const changed = async (w: Work, what: Parameters<DraftingStore['showing']>[0]): Promise<void> =>
  w.refresh(await w.drafting.showing(what));

export const wire = (needs: Needs): Feature => ({
  name: 'drafting',
  actions: {
    'drafting.ask': (turn) => ask(turn, needs),
    'drafting.share': (turn) => share(turn, needs),
  },
  feedback: (turn) => feedback(turn, needs),
  draws: { 'drafting.answer': answerView(needs), 'drafting.shared': sharedView(needs) },
  follows: {
    AnswerAccepted: (w, { question }) => changed(w, { question }),
    AnswerUnaccepted: (w, { question }) => changed(w, { question }),
    AnswerDeleted: (w, { question }) => changed(w, { question }),
    QuestionWithdrawn: (w, { question }) => changed(w, { question }),
    MessageEdited: (w, { platform, key }) => changed(w, { message: { platform, key } }),
    MemberLeft: (w, { person }) => changed(w, { person }),
    OrganisationWithdrew: (w, { community }) => changed(w, { community }),
    ChannelChanged: (w, { community }) => changed(w, { community }),
    PersonLeft: (w, { person }) => changed(w, { person }),
    AuthorChanged: (w, { person }) => changed(w, { person }),
    PeopleJoined: (w, { person }) => changed(w, { person }),
    PeopleParted: (w, { person }) => changed(w, { person }),
  },
  refuses: { MessageDeleted: 'hears of it as AnswerDeleted and QuestionWithdrawn, once nothing of it is left' },
});
