/** Help: what one can do in the place where one asks, and the answer to what nobody else understood. */
import type { Block, Card } from '../core/card.ts';
import type { Feature, Turn } from '../core/feature.ts';
import { mayBeOutside } from '../core/me.ts';
import { tell } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note } from '../words/fragments.ts';
import { askButton, communitiesButton, mentioned, typed, type Where, whereOf } from '../words/how-to.ts';

/** Stands last among the features: what was said to the bot and nobody took ends here. */
export const wire = (): Feature => ({
  name: 'help',
  commands: {
    help: {
      handle: async (turn) => {
        const { event, t } = turn;
        const isHelp = event.name === '' || event.name === 'help';
        return tell(helpCard(turn, isHelp ? null : t('help.unknown', { name: event.name.slice(0, 40) })));
      },
    },
  },
  message: async (turn) => (turn.event.addressed ? tell(helpCard(turn, null)) : null),
});

function helpCard({ t, event, me }: Turn, first: Text | null): Card {
  const where = whereOf(event);
  return {
    summary: t.plain('help.title'),
    blocks: [
      ...(first === null ? [] : [body(first)]),
      heading(t('help.title')),
      body(where.where === 'private' ? t('help.private') : asking(t)),
      body(t('help.answer')),
      { block: 'divider' },
      ...commands(t, where, mayBeOutside(me)),
      ...buttons(askButton(t), communitiesButton(t)),
    ],
  };
}

const asking = (t: Translate): Text => t('help.channel', { example: mentioned(t, t.plain('channel.example')) });

/** Those that a guest may not use are left out. */
function commands(t: Translate, where: Where, outside: boolean): readonly Block[] {
  const say = (words: string): Text => typed(t, where, words);
  const inChannel: Where = { ...where, where: 'channel' };
  const binding =
    where.where === 'channel'
      ? t('help.bind', { command: say('bind') })
      : t('help.bind-elsewhere', { command: typed(t, inChannel, 'bind') });
  return [
    note(t('help.seek', { command: say(t.plain('finding.example')) })),
    note(t('help.library', { command: say('library') })),
    note(t('help.find', { command: say('communities') })),
    note(t('help.join', { join: say(t.plain('help.join-example')), leave: say(t.plain('help.leave-example')) })),
    note(t('help.home', { command: say('home') })),
    note(t('help.pages', { command: say('pages') })),
    note(t('help.profile', { command: say('profile') })),
    note(t('help.preferences', { command: say('preferences') })),
    note(t('help.link', { link: say('link'), unlink: say('unlink') })),
    ...(outside
      ? []
      : [
          note(t('help.create', { command: say('create') })),
          note(binding),
          note(t('help.code', { command: say('code') })),
          note(t('help.calendar', { command: say('calendar') })),
          note(t('help.digest', { command: say('digest') })),
          note(t('help.lead', { invite: say('invite'), lead: say('lead') })),
          note(t('help.mode', { command: typed(t, inChannel, 'mode') })),
          note(t('help.share', { command: say('share') })),
        ]),
  ];
}
