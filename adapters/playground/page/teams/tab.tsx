/** The app's personal tab: its page in a frame, and the Teams client around it, as far as the page asks it anything. */
import { useEffect, useRef } from 'react';
import type { TabView } from '../../api-types.ts';
import { api } from '../api/client.ts';
import { useTeams } from './context.ts';

/** What the client says that it can do: nothing but what every client can. */
const RUNTIME = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: {} });

const looks = (): 'dark' | 'default' => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default');

/** What Teams' own library posts to the window around it. */
interface Asked {
  readonly id: number;
  readonly uuid: unknown;
  readonly func: string;
}

function asked(data: unknown): Asked | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, func, uuidAsString: uuid }: { id?: unknown; func?: unknown; uuidAsString?: unknown } = data;
  return typeof id === 'number' && typeof func === 'string' ? { id, uuid, func } : null;
}

export function Tab({ tab }: { tab: TabView }) {
  const { state, tenant } = useTeams();
  const frame = useRef<HTMLIFrameElement>(null);
  const { as } = state;

  useEffect(() => {
    /** The arguments of the answer; null where none is waited for. */
    async function answer(func: string): Promise<readonly unknown[] | null> {
      switch (func) {
        case 'initialize':
          return ['content', 'web', RUNTIME, '2.0.0'];
        case 'getContext':
          return [
            {
              locale: 'en-gb',
              theme: looks(),
              entityId: tab.id,
              tid: tenant.id,
              hostClientType: 'web',
              frameContext: 'content',
              appSessionId: 'playground',
              ringId: 'general',
            },
          ];
        case 'authentication.getAuthToken':
          try {
            return [true, (await api.teamsTabToken({ tenant: tenant.id, as })).token];
          } catch {
            return [false, 'CancelledByUser'];
          }
        default:
          return null;
      }
    }
    const heard = (event: MessageEvent<unknown>): void => {
      const inner = frame.current?.contentWindow;
      if (!inner || event.source !== inner || event.origin !== location.origin) return;
      const request = asked(event.data);
      if (!request) return;
      void answer(request.func).then((args) => {
        if (args) inner.postMessage({ id: request.id, uuidAsString: request.uuid, args }, location.origin);
      });
    };
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void =>
      frame.current?.contentWindow?.postMessage({ func: 'themeChange', args: [looks()] }, location.origin);
    addEventListener('message', heard);
    scheme.addEventListener('change', changed);
    return () => {
      removeEventListener('message', heard);
      scheme.removeEventListener('change', changed);
    };
  }, [tab, tenant, as]);

  // Somebody else's tab is another one.
  return (
    <iframe
      key={as}
      ref={frame}
      className="tab-frame"
      data-testid="teams-tab"
      title={`${tenant.bot.name}: ${tab.name}`}
      src={tab.path}
    />
  );
}
