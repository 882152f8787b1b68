/** How many questions one person may ask in a day of theirs; what is beyond it is kept. */
import type { Turn } from '../core/feature.ts';
import type { Text } from '../core/text.ts';
import { dayBegan } from '../words/day.ts';
import type { Needs } from './needs.ts';

const A_DAY = 10;

/** Why nothing more can be asked today, or null. What stays a draft is not asked and does not count, what is withdrawn does. */
export async function tooMany({ w, me, t }: Turn, needs: Needs): Promise<Text | null> {
  const most = needs.questionsADay ?? A_DAY;
  const asked = await w.questions.askedSince(me.person, dayBegan(w.now, me.zone));
  return asked < most ? null : t('questions.too-many', { most });
}
