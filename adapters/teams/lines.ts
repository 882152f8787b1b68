/** One line a connection: its bot, its tenant and all that speaks as it, kept as long as its registration stays the same. */
import type { Purse } from '../../bot/core/budget.ts';
import type { Chat } from '../../bot/core/chat.ts';
import type { Clock } from '../../bot/core/ports.ts';
import { type Carrier, createCarrier } from './again.ts';
import { paidWire } from './budget.ts';
import { createSpeaking, type Speaking } from './chat.ts';
import { createGraph } from './graph.ts';
import { loginUrlOf, MULTI_TENANT } from './login.ts';
import type { Memory } from './memory.ts';
import type { TeamsSentences } from './sentences.ts';
import { createWire, type Wire } from './speak.ts';
import type { Connections, Registration } from './store.ts';

export interface Line {
  readonly connection: string;
  readonly appId: string;
  /** In small letters. */
  readonly tenantId: string;
  readonly wire: Wire;
  /** What a person is answered with: it may spend of what is kept for those who wait. */
  readonly answering: Speaking;
  /** What is owed: it can wait; what must be known for an answer cannot. */
  readonly chat: Chat;
  readonly carrier: Carrier;
}

/** All connections' lines. Both throw when it cannot be said now. */
export interface Lines {
  /** Those whose bot is one of these: a bot that is registered for several tenants serves several. */
  heardBy(audiences: readonly string[]): Promise<readonly Line[]>;
  /** The one that serves a tenant; null where none does now. */
  of(tenant: string): Promise<Line | null>;
}

interface Needs {
  /** The first, where there is one: never changed. */
  readonly first: Registration | null;
  readonly connections: Connections | undefined;
  readonly memory: Memory;
  readonly sentences: TeamsSentences;
  readonly openIdMetadataUrl: string;
  readonly loginUrl: string | undefined;
  /** Whether Microsoft Graph may be asked of people, and another address for it. */
  readonly graph: { readonly url?: string | undefined } | undefined;
  /** Without one, calls are made as they come. */
  readonly purse: Purse | undefined;
  readonly clock: Clock;
}

const NONE: readonly Registration[] = [];

/** @throws StartError when the first cannot be used */
export function createLines(needs: Needs): Lines {
  const { first, connections, memory, sentences, openIdMetadataUrl, loginUrl, purse, clock } = needs;
  const open = (one: Registration): Line => {
    const { connection, appId, appPassword, multiTenant = false } = one;
    const tenantId = one.tenantId.toLowerCase();
    const tokenTenant = multiTenant ? MULTI_TENANT : tenantId;
    const account = { appId, appPassword, tenantId, tokenTenant, openIdMetadataUrl };
    const wire = createWire({ ...account, loginUrl: loginUrlOf(loginUrl, tokenTenant) }, clock);
    const graph =
      needs.graph &&
      createGraph({ ...needs.graph, appId, appPassword, loginUrl: loginUrlOf(loginUrl, tenantId) }, clock);
    const speaker = (waiting: boolean): Speaking =>
      createSpeaking({
        wire: paidWire(wire, purse, { tenantId, appId, waiting }),
        memory,
        tenant: tenantId,
        appId,
        sentences,
        graph,
      });
    const answering = speaker(true);
    const calm = speaker(false).chat;
    const chat: Chat = {
      ...calm,
      whoIs: answering.chat.whoIs,
      able: answering.chat.able,
      update: (message, card, how) => (how?.waiting ? answering.chat : calm).update(message, card),
    };
    return { connection, appId, tenantId, wire, answering, chat, carrier: createCarrier(appPassword) };
  };
  const firstLine = first && open(first);
  let opened = new Map<string, Line>();
  let last: { readonly others: readonly Registration[]; readonly lines: readonly Line[] } | null = null;

  const all = async (sure = false): Promise<readonly Line[]> => {
    const others = (await connections?.registrations({ sure })) ?? NONE;
    if (last?.others === others) return last.lines;
    // By all that makes a line: one that was changed is opened anew, one that is gone is forgotten with its secret.
    const next = new Map(
      others.map((one) => [JSON.stringify(one), opened.get(JSON.stringify(one)) ?? open(one)] as const),
    );
    opened = next;
    last = { others, lines: firstLine ? [firstLine, ...next.values()] : [...next.values()] };
    return last.lines;
  };
  /** None of them may be one that was just added: what is turned away is not brought again. */
  const those = async (fits: (line: Line) => boolean): Promise<readonly Line[]> => {
    const known = (await all()).filter(fits);
    return known.length > 0 ? known : (await all(true)).filter(fits);
  };
  return {
    heardBy: (audiences) => those(({ appId }) => audiences.includes(appId)),
    of: async (tenant) => (await those(({ tenantId }) => tenantId === tenant))[0] ?? null,
  };
}
