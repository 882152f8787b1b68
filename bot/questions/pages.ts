/** What pages show of a person's own questions, and which of them wait for the word that they are answered. */
import type { Card } from '../core/card.ts';
import { type Acts, type Asking, type Read, reading } from '../core/feature.ts';
import { z } from '../core/schema.ts';
import { bold, plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, note } from '../words/fragments.ts';
import type { MyQuestion, Waiting } from '../words/pages.ts';
import type { Question } from './question.ts';
import { stateText, threadButton, titleOf } from './views.ts';

/** The newest; older ones are found where they were asked. */
const LISTED = 20;
const TITLE = 200;

export const acts: Acts = { press: ['questions.choose'], submit: ['questions.choose'] };

export const reads: Readonly<Record<string, Read>> = {
  'questions.mine': reading(z.object({}), mine),
  'questions.waiting': reading(z.object({}), waiting),
};

async function mine({ w, me, t }: Asking): Promise<{ readonly questions: readonly MyQuestion[] }> {
  const all = await w.questions.mine(me.person, LISTED);
  return {
    questions: all.map((one) => ({
      id: one.id,
      text: titleOf(t, one.text, TITLE),
      state: plain(stateText(t, one, null)),
      link: one.source?.link || null,
    })),
  };
}

/** Answered, and nobody has said yet by which answer. */
async function waiting({ w, me, t }: Asking): Promise<{ readonly waiting: readonly Waiting[] }> {
  const all = await w.questions.mine(me.person, LISTED);
  return {
    waiting: all.filter(({ state }) => state === 'answered').map((one) => ({ id: one.id, card: answeredCard(t, one) })),
  };
}

function answeredCard(t: Translate, one: Question): Card {
  const title = titleOf(t, one.text, TITLE);
  return {
    summary: title,
    blocks: [
      body(bold(title)),
      note(stateText(t, one, null)),
      ...buttons(
        {
          button: 'action',
          action: 'questions.choose',
          value: one.id,
          label: t.plain('questions.choose'),
          style: 'primary',
          opens: true,
        },
        threadButton(t, one),
      ),
    ],
  };
}
