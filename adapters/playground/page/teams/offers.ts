/** What the Teams-like composers offer: people, and the bot's own commands after its mention. */
import type { TenantView } from '../../api-types.ts';
import type { Offers } from '../composer/suggest.ts';
import { personSuggestion } from '../slack/offers.ts';

export function teamsOffers(tenant: TenantView, scope: 'personal' | 'team' | 'groupChat'): Offers {
  const commands = tenant.commands
    .filter(({ scopes }) => scopes.includes(scope))
    .map(({ title, description, prompt }) => ({
      key: title,
      label: title,
      note: description,
      insert: `${prompt ?? title} `,
    }));
  return {
    people: [...(scope === 'personal' ? [] : [tenant.bot]), ...tenant.people].map(personSuggestion),
    bot: { mention: scope === 'personal' ? '' : `@${tenant.bot.handle}`, commands },
  };
}
