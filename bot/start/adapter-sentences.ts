/** The sentences that the adapters say themselves, from the catalogue. */
import type { SlackSentences } from '../../adapters/slack/index.ts';
import type { TeamsSentences } from '../../adapters/teams/index.ts';
import type { Translate } from '../core/translate.ts';

export const slackSentences = (t: Translate): SlackSentences => ({
  title: t.plain('adapter.title'),
  close: t.plain('adapter.close'),
  late: t.plain('adapter.late'),
  someone: t.plain('adapter.someone'),
  group: t.plain('adapter.group'),
  channel: t.plain('adapter.channel'),
  expired: t.plain('adapter.expired'),
  noDay: t.plain('adapter.no-day'),
  yes: t.plain('adapter.yes'),
});

export const teamsSentences = (t: Translate): TeamsSentences => ({
  title: t.plain('adapter.title'),
  done: t.plain('adapter.done'),
  sent: t.plain('adapter.sent'),
  needed: t.plain('adapter.needed'),
  tick: t.plain('adapter.tick'),
  wrong: t.plain('adapter.wrong'),
  noDay: t.plain('adapter.no-day'),
  yes: t.plain('adapter.yes'),
  typed: t.plain('adapter.typed'),
  notAll: t.plain('adapter.not-all'),
  nothingFound: t.plain('adapter.nothing-found'),
  general: t.plain('adapter.general'),
  notHere: t.plain('adapter.not-here'),
});
