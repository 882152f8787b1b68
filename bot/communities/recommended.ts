/** Communities that somebody may want: where people near them are, what they asked about, what their organisation started. Each with its reason. */
import { type Me, mayBeOutside } from '../core/me.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { listed, type Shown } from './find-views.ts';
import { seek } from './seek.ts';

/** One from each reason in turn; each community once, none of their own, none hidden. */
export async function recommended(w: Work, me: Me, t: Translate, most: number): Promise<readonly Shown[]> {
  if (mayBeOutside(me)) return [];
  const asked = (await w.communities.askedBy(me.person)).join(' ');
  const colleagues = await w.communities.amongColleagues(me, most);
  const about = asked === '' ? [] : await seek(w, me, asked, { limit: most * 2, written: true });
  const started = await w.communities.ofOwnOrganisation(me, most);
  const lists: Shown[][] = [
    colleagues.map((one) => ({ one, why: t('finding.why-colleagues') })),
    about
      .filter(
        ({ role, access, waits, stage, told }) =>
          role === null && !waits && access !== 'hidden' && stage !== 'archived' && told.length >= 2,
      )
      .map((one) => ({ one, why: t('finding.why-you-asked', { words: listed(one.told) }) })),
    started.map((one) => ({ one, why: t('finding.why-organisation') })),
  ];
  const chosen = new Map<string, Shown>();
  for (let place = 0; place < most * 2 && chosen.size < most; place += 1) {
    for (const list of lists) {
      const shown = list[place];
      if (shown && chosen.size < most && !chosen.has(shown.one.id)) chosen.set(shown.one.id, shown);
    }
  }
  return [...chosen.values()];
}
