/** What must have been said before a session can be scheduled. */
import type { Attending, SessionRecord } from '../record.ts';

/** Names of what is missing, as the form's fields are called. */
export function missingFields(session: SessionRecord, people: readonly Attending[]): readonly string[] {
  const { title, event, startsOn, purpose, scopeIn, boundary, opensAt, isSelfLed, method } = session;
  const has = (part: Attending['parts'][number]): boolean =>
    people.some(({ parts, left }) => parts.includes(part) && !left);
  const missing: string[] = [];
  for (const [name, value] of Object.entries({ title, event, startsOn, purpose, scopeIn }))
    if (value.trim() === '') missing.push(name);
  if (!boundary) missing.push('boundary');
  if (opensAt === null) missing.push('opensAt');
  if (!isSelfLed && !has('facilitator')) missing.push('facilitator');
  // A hot debrief is one team's own.
  if (method !== 'hot_debrief' && !has('sponsor')) missing.push('sponsor');
  return missing;
}
