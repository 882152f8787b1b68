/** What Microsoft Graph says of people, where an administrator has permitted it and it is switched on; everything works without it. */
import { ChatError, type Profile } from '../../bot/core/chat.ts';
import type { Clock } from '../../bot/core/ports.ts';
import { z } from '../../bot/core/schema.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { createLogin, isPrivateHost } from './login.ts';

/** learn.microsoft.com/graph/api/resources/user: with the application permission User.Read.All */
const FIELDS = 'id,mail,department,jobTitle,accountEnabled,userType';
const person = z.looseObject({
  id: z.string(),
  mail: z.string().nullish(),
  department: z.string().nullish(),
  jobTitle: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
});

/** Microsoft's own address, and what its tokens are for. */
const GRAPH = 'https://graph.microsoft.com';
/** Somebody may be waiting for what is asked beside it. */
const DEADLINE_MS = 1_200;
/** Where it is not permitted, or its answer makes no sense, it is not asked again for so long. */
const LET_BE_MS = 3_600_000;
const AWAY_MS = 30_000;
/** Entra's ids of people; nobody else is there to be asked of. */
const OBJECT_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface Known {
  readonly email?: string;
  readonly department?: string;
  readonly title?: string;
  readonly guest: boolean;
  readonly enabled: boolean;
}

export interface Graph {
  /** Somebody by the id that Entra has for them; `absent` where it has nobody of that id, null where it cannot be said now. */
  about(objectId: string): Promise<Known | 'absent' | null>;
}

/** Where Graph is and what it is asked with. */
export interface GraphAccount {
  /** Another address than Microsoft's. */
  readonly url?: string | undefined;
  readonly loginUrl: string;
  readonly appId: string;
  readonly appPassword: string;
}

/** @throws StartError for an address at which somebody else could read what is asked */
export function createGraph({ url = GRAPH, loginUrl, appId, appPassword }: GraphAccount, clock: Clock): Graph {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !isPrivateHost(hostname))
    throw new StartError(
      'TEAMS_GRAPH_URL must begin with https:// unless it is an address of this machine or a private network.',
    );
  const login = createLogin({ url: loginUrl, appId, appPassword, scope: GRAPH, clock, deadlineMs: DEADLINE_MS });
  let restUntil = 0;
  const rest = (ms: number): null => {
    restUntil = clock.now().getTime() + ms;
    return null;
  };
  return {
    async about(objectId) {
      if (!OBJECT_ID.test(objectId) || clock.now().getTime() < restUntil) return null;
      try {
        const answer = await fetch(`${url}/v1.0/users/${objectId}?$select=${FIELDS}`, {
          headers: { authorization: `Bearer ${await login()}`, accept: 'application/json' },
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
        if (answer.status === 404) return 'absent';
        if (answer.status === 401 || answer.status === 403) return rest(LET_BE_MS);
        if (!answer.ok) return rest(waitOf(answer.headers.get('retry-after')));
        const read = person.safeParse(await answer.json().catch(() => null));
        return read.success ? known(read.data) : rest(LET_BE_MS);
      } catch (error) {
        return rest(error instanceof ChatError ? LET_BE_MS : AWAY_MS);
      }
    },
  };
}

/** Seconds, as Graph says them. */
const waitOf = (retryAfter: string | null): number => {
  const seconds = Number(retryAfter);
  return retryAfter !== null && Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : AWAY_MS;
};

const known = ({ mail, department, jobTitle, accountEnabled, userType }: z.output<typeof person>): Known => ({
  ...(mail && { email: mail }),
  ...(department && { department }),
  ...(jobTitle && { title: jobTitle }),
  guest: userType?.toLowerCase() === 'guest',
  // Only where it says that it is not.
  enabled: accountEnabled !== false,
});

/** A profile with what Graph says besides; whoever one of the two takes for a guest is one. */
export const together = (profile: Profile, said: Known | 'absent' | null): Profile =>
  said === null || said === 'absent'
    ? profile
    : {
        ...profile,
        ...(said.email && { email: said.email }),
        ...(said.department && { department: said.department }),
        ...(said.title && { title: said.title }),
        guest: profile.guest || said.guest,
      };
