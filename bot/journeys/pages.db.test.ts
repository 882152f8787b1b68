/** Journeys of the pages: somebody creates, finds and joins a community in a browser or a tab, and chat shows it. */
import { describe, expect, it } from 'vitest';
import type { TabTokenView } from '../../adapters/playground/api-types.ts';
import { cast } from '../../adapters/playground/cast.ts';
import { officeClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';
import { eventually } from '../testing/journey/until.ts';
import { cardIn, formIn, Visitor } from '../testing/visitor.ts';
import { wordsOf } from '../testing/words-of.ts';
import type { FoundCommunities, MyCommunities, Waiting } from '../words/pages.ts';

const town = journey({ clock: officeClock(), told: true });

/** The secret of the link in a message. */
const linkIn = (raw: unknown): string => /\/pages\/in#([\w-]{43})/.exec(JSON.stringify(raw))?.[1] ?? '';

/** Somebody's tab in the Teams window. */
async function tabOf(account: string): Promise<Visitor> {
  const person = town.teams(account);
  const visitor = new Visitor(town.product.url);
  const asked = await fetch(`${town.product.url}/playground/api/teams/tab-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: cast.tenant.tenantId, as: person.id }),
  });
  visitor.token = ((await asked.json()) as TabTokenView).token;
  return visitor;
}

describe('by a link from Slack', () => {
  it('a community is created on the page, and is there in chat', async () => {
    const owen = town.slack('owen.pike');
    await owen.commands('general', 'pages');
    const told = await owen.finds('general', 'Here is your way to Guildhall in a browser.');
    expect(told.only).toBe(true);
    const visitor = new Visitor(town.product.url);
    expect((await visitor.enters(linkIn(told.raw))).status).toBe(200);
    expect((await visitor.hello()).body.me).toEqual({ name: 'Owen Pike', organisation: 'Brackenford Council' });
    const form = formIn((await visitor.press('communities.create', '')).body.reply);
    const purpose = 'People who look after trees in streets and parks';
    const values = { name: 'Tree officers', purpose, access: 'open', kind: 'helping' };
    const made = await visitor.submit(form.form, form.context, values);
    expect(wordsOf(cardIn(made.body.reply))).toContain('Tree officers is there, and you are its lead.');
    await owen.commands('general', 'communities tree');
    await owen.finds('general', /Tree officers[\s\S]*you facilitate it/);
    await owen.act({ kind: 'openHome', tab: 'home' });
    expect((await owen.home('Tree officers')).text).toContain('In a browser');
    // What was given out is good no more, and is in no line of the log.
    expect((await new Visitor(town.product.url).enters(linkIn(told.raw))).status).toBe(410);
    expect(town.product.lines.join('')).not.toContain(linkIn(told.raw));
  });

  it('a colleague finds it by what they need, joins on the page, and chat knows', async () => {
    const asha = town.slack('asha.verma');
    await asha.commands('general', 'pages');
    const visitor = new Visitor(town.product.url);
    await visitor.enters(linkIn((await asha.finds('general', 'Here is your way')).raw));
    const found = await visitor.reads<FoundCommunities>('communities.found', { words: 'who looks after street trees' });
    const [one] = found.communities;
    expect(one?.name).toBe('Tree officers');
    expect(one?.why).toContain('It is about');
    const welcome = cardIn((await visitor.press('communities.join', one?.id ?? '')).body.reply);
    expect(wordsOf(welcome)).toContain('Welcome to Tree officers');
    await visitor.press('communities.hears', `${one?.id} digest`);
    await asha.act({ kind: 'openHome', tab: 'home' });
    await eventually(async () => expect((await asha.home('Tree officers')).text).toContain('you are one of them'));
  });
});

describe('in a tab of Teams', () => {
  it('who Teams vouches for is who chat knows, and asks to be let in; the lead lets them in on their own page', async () => {
    const helen = await tabOf('helen.marsh');
    expect((await helen.hello()).body.me).toEqual({ name: 'Helen Marsh', organisation: 'Ashcombe Council' });
    const form = formIn((await helen.press('communities.create', '')).body.reply);
    const values = {
      name: 'Coroners’ officers',
      purpose: 'People who work with the coroner',
      access: 'request',
      kind: 'practice',
    };
    await helen.submit(form.form, form.context, values);
    const priya = await tabOf('priya.nair');
    const found = await priya.reads<FoundCommunities>('communities.found', { words: 'coroner' });
    const id = found.communities[0]?.id ?? '';
    expect(found.communities[0]?.buttons[0]?.label).toBe('Ask to join');
    const asking = formIn((await priya.press('communities.request', id)).body.reply);
    await priya.submit(asking.form, asking.context, { why: 'I register deaths' });
    const { waiting } = await helen.reads<{ waiting: readonly Waiting[] }>('communities.waiting');
    expect(waiting).toHaveLength(1);
    await helen.press('communities.accept', waiting[0]?.id ?? '');
    expect((await priya.reads<MyCommunities>('communities.mine')).communities.map(({ name }) => name)).toContain(
      'Coroners’ officers',
    );
    await town.teams('priya.nair').finds('Guildhall', 'Coroners’ officers');
  });

  it('a token of somebody else’s making lets nobody in', async () => {
    const visitor = await tabOf('helen.marsh');
    const [head, body, signature = ''] = visitor.token.split('.');
    visitor.token = `${head}.${body}.${signature.slice(0, -4)}AAAA`;
    const { status } = await visitor.hello();
    expect(status).toBe(401);
  });

  it('and whoever has no tab gets a link in the chat with the bot', async () => {
    const grace = town.teams('grace.oyelaran');
    await grace.says('Guildhall', 'pages');
    const told = await grace.finds('Guildhall', 'Here is your way to Guildhall in a browser.');
    const visitor = new Visitor(town.product.url);
    expect((await visitor.enters(linkIn(told.raw))).status).toBe(200);
    expect((await visitor.hello()).body.me?.name).toBe('Grace Oyelaran');
  });
});
