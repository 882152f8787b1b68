/** An administrator who installs the app in a browser: led to Slack, confirming there, led back. */
import { PUBLIC_URL } from './apps.ts';

export interface Led {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface Administrator {
  /** Opens the address that installs a connection's app. @returns what Slack is told */
  begin(connection?: string): Promise<URLSearchParams>;
  /** Is led back by Slack. */
  back(query: Readonly<Record<string, string>>, connection?: string): Promise<Led>;
}

/** @param at where the process listens that is asked first; each call may be answered by another */
export function administrator(at: string | (() => string)): Administrator {
  const cookies = new Map<string, string>();
  const get = async (path: string): Promise<Led> => {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(`${typeof at === 'string' ? at : at()}${path}`, { headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const base = (connection: string): string => (connection === 'slack' ? '/slack' : `/slack/${connection}`);
  return {
    async begin(connection = 'slack') {
      const { status, headers } = await get(`${base(connection)}/install`);
      const location = headers.get('location') ?? '';
      if (status !== 302) throw new Error(`it was answered ${status}`);
      const query = new URL(location).searchParams;
      if (query.get('redirect_uri') !== `${PUBLIC_URL}${base(connection)}/oauth_redirect`)
        throw new Error('Slack is told to lead somewhere else');
      return query;
    },
    back: (query, connection = 'slack') => get(`${base(connection)}/oauth_redirect?${new URLSearchParams(query)}`),
  };
}
