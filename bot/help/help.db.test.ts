/** Help, in each kind of place. */
import { expect, test } from 'vitest';
import { toldBy, town } from '../testing/town.ts';

test('it says what can be typed here, as it is typed here', async () => {
  const { s, fay, ben, gil } = await town();
  const teamsPrivate = toldBy(await s.command(fay, s.private(fay), 'help'));
  expect(teamsPrivate).toContain('Write me your question');
  expect(teamsPrivate).toMatch(/^communities shows/m);
  expect(teamsPrivate).toContain('@Guildhall bind, typed in a channel');
  const teamsChannel = toldBy(await s.command(fay, s.channel('teams', 'ashcombe', 'General'), 'help'));
  expect(teamsChannel).toContain('@Guildhall communities shows');
  expect(teamsChannel).toContain('@Guildhall bind makes this channel');
  expect(teamsChannel).not.toContain('Write me your question');
  const slack = toldBy(await s.command(ben, s.channel('slack', 'brackenford', 'general'), 'help'));
  expect(slack).toContain('/guild communities shows');
  expect(slack).toContain('/guild bind makes this channel');
  expect(slack).toContain('@Guildhall how do you');
  expect(toldBy(await s.command(gil, s.private(gil), 'help'))).not.toMatch(/bind|code|create/);
});

test('a command that nobody knows is named, and an empty one is help', async () => {
  const { s, ben } = await town();
  expect(toldBy(await s.command(ben, s.private(ben), 'frobnicate'))).toContain('I do not know “frobnicate”');
  expect(toldBy(await s.command(ben, s.private(ben), ''))).not.toContain('I do not know');
});
