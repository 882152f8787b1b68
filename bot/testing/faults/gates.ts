/** What stands before several web processes, as a load balancer does: who is open, and how what platforms bring is carried to them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryTrouble, Troubles } from './troubles.ts';

/** Something that a stand-in sent to the bot. */
export interface Sent {
  readonly platform: 'slack' | 'teams';
  /** Machine milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  /** 0: no answer. */
  readonly status: number;
  /** The message that it brings for the first time, as `acknowledged` names it; '' for anything else. */
  readonly id: string;
  /** The same of whatever is about a message: of its edits and its deletion too. */
  readonly about: string;
}

/** One web process, as seen from outside. */
export interface Gate {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Whether anything is brought here; while none is open, it is brought anywhere and refused. */
  open: boolean;
  /** Whether Teams brings anything here. Teams does not try again: it is led away before a process is killed. */
  teams: boolean;
  /** Teams' calls that have no answer yet. */
  underWay: number;
}

export interface Gates {
  readonly all: readonly Gate[];
  readonly sent: readonly Sent[];
  /** What the stand-ins call instead of the network. */
  readonly fetch: typeof fetch;
  /** Whether nothing is on its way, of a platform or of both. */
  idle(platform?: Sent['platform']): boolean;
  /** Whether a message was acknowledged: `<channel>/<ts>` of Slack, the activity's id of Teams. */
  acknowledged(id: string): boolean;
  /** Brings Teams elsewhere; resolves when nothing of Teams' is under way here. */
  leadTeamsAway(gate: Gate): Promise<void>;
  /** Whether Teams waits while no gate is open to it; otherwise it is refused, and what it brought is lost. */
  teamsWaits: boolean;
}

const platformOf = (input: string): Sent['platform'] => (input.endsWith('/api/messages') ? 'teams' : 'slack');
const isGood = (status: number): boolean => status >= 200 && status < 300;

/** @param botUrl the address that the stand-ins know, which is nobody's */
export function createGates(urls: readonly string[], botUrl: string, troubles: Troubles<DeliveryTrouble>): Gates {
  const all = urls.map((url): Gate => ({ url, open: true, teams: true, underWay: 0 }));
  const sent: Sent[] = [];
  const heard = new Set<string>();
  const onTheWay = { slack: 0, teams: 0 };
  let turn = 0;

  async function gateFor(isTeams: boolean): Promise<Gate> {
    for (;;) {
      const open = all.filter((gate) => gate.open && (!isTeams || gate.teams));
      const any = open.length > 0 || (isTeams && gates.teamsWaits) ? open : all;
      turn += 1;
      const gate = any[turn % any.length];
      if (gate) return gate;
      await pause(20);
    }
  }

  async function bring(input: string, init: RequestInit): Promise<Response> {
    const platform = platformOf(input);
    const isTeams = platform === 'teams';
    const gate = await gateFor(isTeams);
    const at = Date.now();
    const from = performance.now();
    const { id, about } = whatIn(init.body);
    const note = (status: number) => sent.push({ platform, at, ms: performance.now() - from, status, id, about });
    if (isTeams) gate.underWay += 1;
    try {
      const answer = await fetch(input.replace(botUrl, gate.url), init);
      note(answer.status);
      if (isGood(answer.status)) heard.add(id);
      return answer;
    } catch (error) {
      note(0);
      throw error;
    } finally {
      if (isTeams) gate.underWay -= 1;
    }
  }

  async function carry(input: string, { signal, ...init }: RequestInit): Promise<Response> {
    const trouble = troubles.take();
    // What Teams waits for it waits for here: its own deadline counts in the machine's time.
    const platform = platformOf(input);
    const patient = platform === 'teams' || !signal ? {} : { signal };
    if (!trouble) return bring(input, { ...init, ...patient });
    const first = pause(trouble.afterMs).then(() => bring(input, init));
    // Each on its own: also where the platform has given up waiting, what is on its way arrives.
    const rest = first.then(async (answer) => {
      for (let time = 1; isGood(answer.status) && time < trouble.times; time += 1) await bring(input, init);
    });
    onTheWay[platform] += 1;
    rest
      .catch(() => undefined)
      .finally(() => {
        onTheWay[platform] -= 1;
      });
    return orGivenUp(first, patient.signal);
  }

  const gates: Gates = {
    all,
    sent,
    teamsWaits: true,
    async fetch(input, init) {
      const platform = platformOf(String(input));
      onTheWay[platform] += 1;
      try {
        return await carry(String(input), init ?? {});
      } finally {
        onTheWay[platform] -= 1;
      }
    },
    idle: (platform) => (platform ? onTheWay[platform] === 0 : onTheWay.slack + onTheWay.teams === 0),
    acknowledged: (id) => heard.has(id),
    async leadTeamsAway(gate) {
      gate.teams = false;
      while (gate.underWay > 0) await pause(5);
    },
  };
  return gates;
}

function orGivenUp(answer: Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    answer.then(resolve, reject);
  });
}

/** Which message a body brings for the first time, and which it is about. */
function whatIn(body: unknown): Pick<Sent, 'id' | 'about'> {
  if (typeof body !== 'string' || !body.startsWith('{')) return { id: '', about: '' };
  const { event, type, id } = JSON.parse(body) as {
    event?: Words & { type?: string; subtype?: string; channel?: string; message?: Words; deleted_ts?: string };
    type?: string;
    id?: string;
  };
  if (!event) {
    const about = type?.startsWith('message') ? (id ?? '') : '';
    return { id: type === 'message' ? about : '', about };
  }
  const ts = event.type === 'message' ? (event.message?.ts ?? event.deleted_ts ?? event.ts) : undefined;
  const about = ts ? `${event.channel}/${ts}` : '';
  return { id: event.subtype === undefined ? about : '', about };
}

interface Words {
  readonly ts?: string;
}
