/** What an operator decided for the whole deployment: one value a key. */
import type { ConversationRef } from '../bot/core/ref.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Tx } from './work.ts';

/** The channel that alarms go to, as `platform/id` of its reference. */
export const OPERATOR_CHANNEL = 'operator channel';

/** @returns null where nothing was decided */
export async function readSetting(prisma: PrismaClient, key: string): Promise<string | null> {
  return (await prisma.setting.findUnique({ where: { key } }))?.value ?? null;
}

/** Null takes a decision back. */
export async function writeSetting(prisma: PrismaClient, key: string, value: string | null, now: Date): Promise<void> {
  if (value === null) await prisma.setting.deleteMany({ where: { key } });
  else {
    const row = { value, updatedAt: now };
    await prisma.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
  }
}

/** Where alarms go to, and since when; null where nobody named a channel. */
export async function operatorChannel(prisma: PrismaClient | Tx): Promise<{ to: ConversationRef; since: Date } | null> {
  const setting = await prisma.setting.findUnique({ where: { key: OPERATOR_CHANNEL } });
  const [, platform, id] = /^([^/]+)\/(.+)$/.exec(setting?.value ?? '') ?? [];
  return setting && platform && id ? { to: { kind: 'conversation', platform, id }, since: setting.updatedAt } : null;
}
