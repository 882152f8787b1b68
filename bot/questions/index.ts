/** Questions: ask, answer, mirror, mark. */
import type { Feature } from '../core/feature.ts';
import { ask } from '../core/reply.ts';
import { acceptReply, chooseByForm, chooseForm, unaccept, withdraw } from './accept.ts';
import { answerByForm, answerForm, followDeletion, hear, hearEdit } from './answer.ts';
import {
  askByCommand,
  askByForm,
  askForm,
  askFromMessage,
  discardDraft,
  postDraft,
  postDraftByForm,
  postDraftForm,
} from './ask.ts';
import { myQuestions, searchQuestions } from './lists.ts';
import type { Needs } from './needs.ts';
import { subjectOfQuestion } from './publish.ts';
import { noticeView, questionView, replyView, thanksView } from './views.ts';

export { mySection } from './lists.ts';

/** Cards of open questions that are drawn again when a channel's hearing changes. */
const REDRAWN = 50;

export const wire = (needs: Needs): Feature => ({
  name: 'questions',
  commands: {
    ask: { handle: (turn) => askByCommand(turn, needs) },
    questions: { handle: myQuestions },
  },
  shortcuts: {
    ask: (turn) => askFromMessage(turn, needs),
    // The same from a message: Slack wants a name for each of an app's shortcuts.
    'ask-about': (turn) => askFromMessage(turn, needs),
  },
  actions: {
    'questions.start': async (turn) => ask(await askForm(turn, needs, '')),
    'questions.post': (turn) => postDraft(turn, needs),
    'questions.elsewhere': (turn) => postDraftForm(turn, needs),
    'questions.discard': discardDraft,
    'questions.answer': (turn) => answerForm(turn, needs),
    'questions.useful': (turn) => acceptReply(turn, needs),
    'questions.unaccept': (turn) => unaccept(turn, needs),
    'questions.choose': (turn) => chooseForm(turn, needs),
    'questions.withdraw': (turn) => withdraw(turn, needs),
  },
  forms: {
    'questions.ask': (turn) => askByForm(turn, needs),
    'questions.post': (turn) => postDraftByForm(turn, needs),
    'questions.answer': (turn) => answerByForm(turn, needs),
    'questions.choose': (turn) => chooseByForm(turn, needs),
  },
  searches: { questions: searchQuestions },
  message: (turn) => hear(turn, needs),
  edited: (turn) => hearEdit(turn, needs),
  draws: {
    question: questionView(needs),
    reply: replyView,
    'answer-notice': noticeView,
    thanks: thanksView,
  },
  follows: {
    MessageDeleted: followDeletion,
    async ChannelChanged(w, { community }) {
      for (const id of await w.questions.openIn(community, REDRAWN)) await w.refresh(subjectOfQuestion(id));
    },
  },
  refuses: {
    PersonLeft: 'a question stays when its asker leaves; a facilitator can mark its answer or withdraw it',
  },
});
