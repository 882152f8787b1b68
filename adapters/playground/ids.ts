/** Makes ids in each platform's real shape: stable ones from a name for the cast, random ones for what happens. */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

const UPPER = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function digest(seed: string): Buffer {
  return createHash('sha256').update(`guildhall playground ${seed}`).digest();
}

/** A Slack id that is the same in every installation: prefix, `0`, nine of A-Z and 0-9. */
export function slackId(prefix: string, seed: string): string {
  return `${prefix}0${[...digest(`slack ${prefix} ${seed}`).subarray(0, 9)].map((byte) => UPPER[byte % UPPER.length]).join('')}`;
}

/** A GUID that is the same in every installation. */
export function stableGuid(seed: string): string {
  const hex = digest(`guid ${seed}`).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A Teams person's id as a bot sees it (`29:1…`). */
export function teamsUserId(seed: string): string {
  return `29:1${Buffer.concat([digest(`a ${seed}`), digest(`b ${seed}`)])
    .toString('base64url')
    .slice(0, 84)}`;
}

/** A team's or channel's thread id. */
export function teamsThreadId(seed: string): string {
  return `19:${digest(`thread ${seed}`).toString('hex').slice(0, 32)}@thread.tacv2`;
}

/** A group chat's id. */
export function teamsGroupChatId(seed: string): string {
  return `19:${digest(`group ${seed}`).toString('hex').slice(0, 32)}@thread.v2`;
}

/** The id of the chat between one person and one bot. */
export function teamsPersonalId(user: string, bot: string): string {
  return `a:1${Buffer.concat([digest(`p ${user} ${bot}`), digest(`q ${user} ${bot}`), digest('r')])
    .toString('base64url')
    .slice(0, 118)}`;
}

/** `length` random letters and digits; `upper` as in Slack's ids. */
export function randomText(length: number, upper = false): string {
  const letters = upper ? UPPER : MIXED;
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}

/** A random Slack id: prefix, `0`, nine of A-Z and 0-9. */
export function randomSlackId(prefix: string): string {
  return `${prefix}0${randomText(9, true)}`;
}

export const randomGuid = (): string => randomUUID();

/** `bytes` random bytes in hex: secrets. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');
