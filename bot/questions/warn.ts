/** What somebody is told in private before their question is read by others: what it gives away, and who else it may be for. */
import type { Block, Card } from '../core/card.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { createDetector, type Kind } from '../text/private-data.ts';
import { body, heading, listOf } from '../words/fragments.ts';
import { routesFor } from './official.ts';

/** Names alone are no reason: people ask after colleagues. */
const KINDS: readonly Exclude<Kind, 'name'>[] = ['insurance', 'nhs', 'address', 'postcode', 'phone', 'email'];
const find = createDetector([]);

/** Nothing for an ordinary question. The route first: it may not wait. */
export function warningsFor(t: Translate, text: Text): readonly Text[] {
  const words = plain(text);
  const routes = routesFor(words).map((route) => t(`warning.${route}`));
  const found = new Set(find(words).map(({ kind }) => kind));
  const kinds = KINDS.filter((kind) => found.has(kind)).map((kind) => t.plain(`warning.kind-${kind}`));
  return kinds.length === 0 ? routes : [...routes, t('warning.private', { kinds: listOf(t, kinds) })];
}

/** Above a draft. */
export function warningBlocks(t: Translate, text: Text): readonly Block[] {
  const warnings = warningsFor(t, text);
  return warnings.length === 0
    ? []
    : [heading(t('warning.title')), ...warnings.map((one) => body(one)), { block: 'divider' }];
}

/** Of what is in a channel already; null for an ordinary question. */
export function warningCard(t: Translate, text: Text): Card | null {
  const warnings = warningsFor(t, text);
  return warnings.length === 0
    ? null
    : {
        summary: t.plain('warning.posted'),
        blocks: [...warnings.map((one) => body(one)), body(t('warning.posted'))],
      };
}
