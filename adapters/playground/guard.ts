/** Keeps the playground to this machine: a local Host, a loopback peer, no proxy in between, no other site's page. */
import type { IncomingMessage } from 'node:http';

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i;
const FORWARDING =
  /^(x-forwarded-.*|forwarded|via|x-real-ip|x-client-ip|x-original-.*|true-client-ip|cf-.*|cdn-loop|fly-.*|x-envoy-.*)$/;

/** Why a request is refused, as a code for the log and a sentence for whoever sent it. */
export interface Refused {
  readonly code: 'peer' | 'host' | 'forwarded' | 'cross_site';
  readonly sentence: string;
}

/**
 * `null` when the request may pass. A request that a browser made for another site's page is refused whatever its method,
 * save opening the page itself by a link: nothing here is meant to be read or changed from elsewhere.
 */
export function guard(req: IncomingMessage): Refused | null {
  if (!LOOPBACK.test(req.socket.remoteAddress ?? '')) {
    return { code: 'peer', sentence: 'The playground answers this machine only.' };
  }
  const hosts = req.headersDistinct.host ?? [];
  const host = hosts[0] ?? '';
  if (hosts.length !== 1 || !LOCAL_HOST.test(host)) {
    return { code: 'host', sentence: 'The playground answers to localhost only. Open it under that name.' };
  }
  for (const name of Object.keys(req.headers)) {
    if (FORWARDING.test(name))
      return { code: 'forwarded', sentence: 'The playground does not work behind a proxy or a tunnel.' };
  }
  if (crossSite(req, host)) return { code: 'cross_site', sentence: 'The playground does not answer other sites.' };
  return null;
}

function crossSite(req: IncomingMessage, host: string): boolean {
  const { origin } = req.headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase()) return true;
  const site = req.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const navigation = req.headers['sec-fetch-mode'] === 'navigate' && req.headers['sec-fetch-dest'] === 'document';
  return !(req.method === 'GET' && navigation);
}
