/** Who will read what somebody is about to write, what is kept of them, and what that is not: said before they type. */
import { join, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { listOf } from '../../words/fragments.ts';
import { minutesOf } from './box.ts';
import type { Desk, Round } from './store.ts';

/** The sentences above the first box. */
export function aboveTheBox(t: Translate, { session, people, community }: Desk, round: Round): Text {
  const minutes = minutesOf(session);
  const until = session.closesAt;
  const watching = people.filter(({ parts, left }) => !left && !parts.includes('participant') && parts.length > 0);
  const names = watching.map((one) => {
    const { name } = shownTo(t, one, null);
    return one.manages ? t.plain('review.writing.watching-manager', { name }) : name;
  });
  const paragraphs: readonly (readonly Text[])[] = [
    [
      session.state !== 'lapsed' && until
        ? t('review.writing.takes', { minutes, until })
        : t('review.writing.takes-open', { minutes }),
      t('review.writing.lines'),
    ],
    [
      session.place === 'channels'
        ? t('review.writing.readers-channels', { community })
        : t('review.writing.readers-private'),
      ...(session.screens && !session.isSelfLed ? [t('review.writing.screened')] : []),
      ...(names.length > 0 ? [t('review.writing.watching', { people: listOf(t, names) })] : []),
      t(`review.writing.report-${session.readers}`, { community }),
    ],
    round.unattributed
      ? [t('review.writing.promise'), t('review.writing.disclosable'), t('review.writing.promise-files')]
      : [t('review.writing.named'), t('review.writing.disclosable')],
  ];
  return join(
    ...paragraphs.flatMap((sentences, at) => [
      ...(at > 0 ? ['\n\n'] : []),
      ...sentences.flatMap((sentence, place) => (place > 0 ? [' ', sentence] : [sentence])),
    ]),
  );
}
