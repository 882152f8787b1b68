/** Where the page begins: who is around it, by which link somebody came, and its style sheets' own word. */
import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { pathOf, readLink } from '../places.ts';
import { App } from './app.tsx';
import './base.css';

/** The link's secret, which is taken out of the address at once: it stays in no history. The place to which it leads stays. */
function takeLink(): string | null {
  const given = location.pathname === '/pages/in' ? readLink(location.hash) : null;
  if (given === null) return null;
  history.replaceState(null, '', pathOf(given.to));
  return given.link;
}

async function begin(place: HTMLElement): Promise<void> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
  const link = takeLink();
  const isTab = location.pathname === '/pages/tab' && window.parent !== window;
  const tab = isTab ? await import('../teams.ts').then(({ meetTeams }) => meetTeams()).catch(() => null) : null;
  createRoot(place).render(
    <RendererProvider renderer={renderer} targetDocument={document}>
      <App tab={tab} lost={isTab && tab === null} link={link} />
    </RendererProvider>,
  );
}

const place = document.getElementById('page');
if (place) void begin(place);
