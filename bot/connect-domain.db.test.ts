/** Domains that organisations list as their own, by the operator's command. */
import { expect, test } from 'vitest';
import { addressOf } from '../prisma/testing/rows.ts';
import { StartError } from './core/start-error.ts';
import { type CommandNeeds, runConnect } from './start/connect/command.ts';
import { readSurroundings } from './start/connect/surroundings.ts';
import { stageSecret } from './testing/full-story.ts';
import { town } from './testing/town.ts';

test('a domain is listed, shown, without effect while two list it, and taken away', async () => {
  const { s } = await town();
  const url = await addressOf(s.prisma);
  const env = { DATABASE_URL: url, GUILDHALL_SECRET: Buffer.from(stageSecret).toString('base64') };
  const connect = async (...words: string[]): Promise<string> => {
    const lines: string[] = [];
    const needs: CommandNeeds = {
      ...readSurroundings({ own: {}, all: env }),
      open: async () => ({ url, secrets: [stageSecret], database: s }) as unknown as ReturnType<CommandNeeds['open']>,
      ask: async () => '',
      say: (line) => void lines.push(line),
      clock: s.clock,
      newId: () => crypto.randomUUID(),
    };
    try {
      await runConnect(words, needs);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      lines.push(`refused: ${error.message}`);
    }
    return lines.join('\n');
  };
  const listed = async () => (await s.prisma.listedDomain.findMany()).map(({ domain }) => domain);

  const added = await connect('domain', 'Ashcombe Council', '@Ashcombe.GOV.uk');
  expect(added).toContain('ashcombe.gov.uk is Ashcombe Council’s: accounts in its workspaces');
  await connect('domain', 'Ashcombe Council', 'ashcombe.gov.uk');
  expect(await listed()).toEqual(['ashcombe.gov.uk']);
  expect(await connect('list')).toContain('ashcombe.gov.uk: addresses of Ashcombe Council');
  expect(await connect('domain', 'Corvale Homes', 'ashcombe.gov.uk')).toContain(
    'Ashcombe Council has listed it as well: it joins no accounts while more than one does',
  );
  for (const [words, said] of [
    [['Nobody', 'a.example'], 'There is no organisation “Nobody” here'],
    [['Ashcombe Council', 'not a domain'], 'Give the part of addresses after the @'],
    [['Ashcombe Council', 'localhost'], 'Give the part of addresses after the @'],
    [['Ashcombe Council', 'other.example', '--remove'], 'Ashcombe Council has not listed other.example'],
    [['Ashcombe Council'], 'Write one of:'],
  ] as const)
    expect(await connect('domain', ...words)).toContain(`refused: ${said}`);
  expect(await connect('domain', 'Corvale Homes', 'ashcombe.gov.uk', '--remove')).toContain(
    'ashcombe.gov.uk joins no accounts of Corvale Homes any more',
  );
  expect(await listed()).toEqual(['ashcombe.gov.uk']);
});
