/** The first admin of an organisation, as an operator names, shows and takes out one. */
import { expect, test } from 'vitest';
import { type CommandNeeds, runConnect } from './start/connect/command.ts';
import { town } from './testing/town.ts';

async function operator() {
  const all = await town();
  const { s } = all;
  const said: string[] = [];
  const needs = {
    open: async () => ({ url: '', secrets: [new Uint8Array(32).fill(7)], database: { prisma: s.prisma } }),
    say: (line: string) => void said.push(line),
    clock: s.clock,
    newId: () => crypto.randomUUID(),
  } as unknown as CommandNeeds;
  const connect = async (...words: string[]): Promise<string> => {
    said.length = 0;
    try {
      await runConnect(words, needs);
    } catch (error) {
      return (error as Error).message;
    }
    return said.join('\n');
  };
  return { ...all, connect };
}

test('by an id of the platform, for somebody who works there; shown, and taken out again', async () => {
  const { s, fay, connect, personOf, organisationOf } = await operator();
  const ashcombe = 'Ashcombe Council';
  expect(await connect('admin', ashcombe)).toContain('has no admin');
  expect(await connect('admin', ashcombe, 'Fay Olsen')).toContain('is an admin');
  expect(await connect('admin', ashcombe, `teams/${fay.ref.id}`)).toContain('is an admin');
  expect(await s.prisma.organisationAdmin.findMany()).toMatchObject([
    { organisationId: await organisationOf(fay), personId: await personOf(fay), addedBy: null },
  ]);
  expect(await connect('admin', ashcombe)).toBe(`Fay Olsen (teams/${fay.ref.id})`);
  expect(await connect('admin', ashcombe, fay.ref.id, '--remove')).toContain('no admin of “Ashcombe Council” any more');
  expect(await connect('admin', ashcombe, fay.ref.id, '--remove')).toContain('is no admin of');
  expect(await s.prisma.organisationAdmin.count()).toBe(0);
});

test('never a guest, never somebody of another organisation, never by half an id', async () => {
  const { s, gil, ben, connect } = await operator();
  expect(await connect('admin', 'Nowhere', 'U1')).toContain('No organisation');
  expect(await connect('admin', 'Ashcombe Council', gil.ref.id)).toContain('guest');
  for (const id of [ben.ref.id, 'Olsen', 'n', '%', '']) {
    expect(await connect('admin', 'Ashcombe Council', id)).toMatch(/no such account|no admin/);
  }
  expect(await connect('admin')).toContain('Write one of');
  expect(await connect('admin', 'a', 'b', 'c')).toContain('Write one of');
  expect(await s.prisma.organisationAdmin.count()).toBe(0);
});
