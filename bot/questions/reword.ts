/** A draft's words in a form again: what is sent stands in the draft. */
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { readForm, toReadFirst } from './ask.ts';
import { openForm } from './ask-form.ts';
import { offer, ownDraft, postDraftTo } from './draft.ts';
import type { Needs } from './needs.ts';
import { withWords } from './refusals.ts';

/** `<draft>`, or `<draft>/<community>` where it was meant for one. */
export async function rewordDraft(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const [id = '', community] = turn.event.value.split('/');
  const draft = await ownDraft(turn, id);
  if (!draft) return tell(sentence(turn.t, 'questions.no-draft'));
  return openForm(turn, needs, { draft, ...(community ? { community } : {}) });
}

export async function rewordByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const gone = () => tell(withWords(t, sentence(t, 'questions.no-draft'), typedWords(event.values.text)));
  const draft = await ownDraft(turn, event.context);
  if (!draft) return gone();
  const sent = await readForm(turn, needs);
  if ('kind' in sent) return sent;
  const { community, text } = sent;
  if (!(await w.questions.rewrite(draft.id, text))) return gone();
  const first = await toReadFirst(turn, needs, text);
  return first === null
    ? tell(await postDraftTo(turn, needs, draft.id, community))
    : offer(turn, needs, { id: draft.id, text }, { chosen: community, known: first });
}
