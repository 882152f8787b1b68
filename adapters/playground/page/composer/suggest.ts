/** What a composer offers while one types: people after `@`, channels after `#`, commands at the beginning. Pure. */

export interface Suggestion {
  key: string;
  label: string;
  note: string;
  /** What takes the place of the typed characters. */
  insert: string;
  initials?: string;
  colour?: string;
  bot?: boolean;
}

export interface Offers {
  people: readonly Suggestion[];
  channels?: readonly Suggestion[];
  /** Slash commands, offered when the text begins with `/`. */
  commands?: readonly Suggestion[];
  /** The bot's own commands, offered after its mention; `mention` is how that is typed. */
  bot?: { mention: string; commands: readonly Suggestion[] };
}

export interface Offer {
  /** Where in the text the typed characters begin; they end at the caret. */
  start: number;
  found: Suggestion[];
  /** Whether the first is chosen already, so that Enter takes it. */
  eager: boolean;
}

const nothing: Offer = { start: 0, found: [], eager: false };

const begins = (suggestion: Suggestion, query: string): boolean => {
  const name = `${suggestion.label} ${suggestion.insert.slice(1)}`.toLowerCase();
  return name.startsWith(query) || name.split(/[\s.]+/).some((word) => query !== '' && word.startsWith(query));
};

/** Those that the query begins, at most eight. */
const matching = (all: readonly Suggestion[], query: string): Suggestion[] =>
  all.filter((one) => begins(one, query.toLowerCase())).slice(0, 8);

/** What to offer for a text with the caret at `caret`. */
export function offer(text: string, caret: number, offers: Offers): Offer {
  const before = text.slice(0, caret);
  if (offers.commands && /^\/\S*$/.test(before)) {
    return { start: 0, found: matching(offers.commands, before.slice(1)), eager: true };
  }
  const sign = /(^|[\s(])([@#])([^\s@#][^@#\n]{0,30})?$/.exec(before);
  if (sign) {
    const [, , mark, query = ''] = sign;
    const all = mark === '@' ? offers.people : (offers.channels ?? []);
    const start = caret - query.length - 1;
    const found = matching(all, query);
    if (found.length > 0) return { start, found, eager: true };
  }
  return afterMention(before, offers.bot);
}

function afterMention(before: string, bot: Offers['bot']): Offer {
  if (!bot) return nothing;
  const lead = bot.mention === '' ? '' : `${bot.mention} `;
  if (!before.toLowerCase().startsWith(lead.toLowerCase())) return nothing;
  const query = before.slice(lead.length);
  if (query.length > 24 || query.includes('\n') || (lead === '' && query === '')) return nothing;
  const found = bot.commands
    .filter(({ label }) => label.toLowerCase().startsWith(query.toLowerCase()) && label !== query.trim())
    .slice(0, 8);
  return { start: lead.length, found, eager: false };
}
