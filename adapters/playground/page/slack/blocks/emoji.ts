/** The emoji that the page knows by Slack's names; others are shown by their name. */

const known: Record<string, string> = {
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  pray: '🙏',
  eyes: '👀',
  tada: '🎉',
  wave: '👋',
  heart: '❤️',
  smile: '😄',
  slightly_smiling_face: '🙂',
  bulb: '💡',
  question: '❓',
  grey_question: '❔',
  warning: '⚠️',
  clock3: '🕒',
  hourglass_flowing_sand: '⏳',
  speech_balloon: '💬',
  thought_balloon: '💭',
  house: '🏠',
  classical_building: '🏛️',
  ballot_box_with_ballot: '🗳️',
  memo: '📝',
  paperclip: '📎',
  link: '🔗',
  lock: '🔒',
  star: '⭐',
  bell: '🔔',
  mag: '🔍',
  raised_hands: '🙌',
  clap: '👏',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
  arrow_right: '➡️',
  repeat: '🔁',
  busts_in_silhouette: '👥',
  information_source: 'ℹ️',
  x: '❌',
};

/** Offered as a quick reaction, in this order. */
export const quickReactions = ['+1', 'white_check_mark', 'pray', 'eyes'] as const;

/** The picture for a name (without colons), from Slack's `unicode` code points if given; else the name in colons. */
export function emoji(name: string, unicode?: string): string {
  if (unicode && /^[0-9a-f]+(-[0-9a-f]+)*$/i.test(unicode)) {
    const points = unicode.split('-').map((point) => Number.parseInt(point, 16));
    if (points.every((point) => point <= 0x10ffff)) return String.fromCodePoint(...points);
  }
  return known[name] ?? `:${name}:`;
}
