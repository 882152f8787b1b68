/** The sentences of the pages that install a Slack app, from the catalogue. */
import type { InstallSentences } from '../../adapters/slack/index.ts';
import type { Translate } from '../core/translate.ts';

export const installSentences = (t: Translate): InstallSentences => ({
  installed: t.plain('install.installed'),
  notInstalled: t.plain('install.not-installed'),
  invite: (values) => t.plain('install.invite', values),
  notAllowed: (values) => t.plain('install.not-allowed', values),
  taken: (values) => t.plain('install.taken', values),
  refused: (values) => t.plain('install.refused', values),
  cancelled: t.plain('install.cancelled'),
  foreign: t.plain('install.foreign'),
  late: t.plain('install.late'),
  used: t.plain('install.used'),
  away: t.plain('install.away'),
  again: t.plain('install.again'),
});
