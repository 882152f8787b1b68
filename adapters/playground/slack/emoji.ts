/** The emoji that people here use: Slack's name and the character. Others pass as plain characters. */

const NAMES: readonly (readonly [string, string])[] = [
  ['wave', '👋'],
  ['+1', '👍'],
  ['-1', '👎'],
  ['tada', '🎉'],
  ['heart', '❤️'],
  ['pray', '🙏'],
  ['clap', '👏'],
  ['eyes', '👀'],
  ['smile', '😄'],
  ['slightly_smiling_face', '🙂'],
  ['joy', '😂'],
  ['thinking_face', '🤔'],
  ['sweat_smile', '😅'],
  ['cry', '😢'],
  ['fire', '🔥'],
  ['rocket', '🚀'],
  ['warning', '⚠️'],
  ['bulb', '💡'],
  ['question', '❓'],
  ['exclamation', '❗'],
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔️'],
  ['x', '❌'],
  ['house', '🏠'],
  ['calendar', '📅'],
  ['memo', '📝'],
  ['ballot_box_with_ballot', '🗳️'],
  ['beers', '🍻'],
  ['taxi', '🚕'],
  ['dog', '🐶'],
  ['raised_hands', '🙌'],
  ['100', '💯'],
  ['star', '⭐'],
  ['bell', '🔔'],
  ['link', '🔗'],
  ['paperclip', '📎'],
  ['speech_balloon', '💬'],
  ['mag', '🔍'],
  ['ok_hand', '👌'],
];

const byName = new Map(NAMES.map(([name, char]) => [name, char]));
const byChar = new Map(NAMES.map(([name, char]) => [char, name]));
const CHARS = new RegExp(
  [...byChar.keys()]
    .sort((a, b) => b.length - a.length)
    .map((char) => char.replaceAll('️', '\\uFE0F?'))
    .join('|'),
  'gu',
);

/** The character of a name, or `undefined`. */
export const emojiChar = (name: string): string | undefined => byName.get(name);

/** Slack's `unicode` property: code points in hex, joined with hyphens. */
export const emojiUnicode = (char: string): string =>
  [...char].map((point) => (point.codePointAt(0) ?? 0).toString(16)).join('-');

/** Puts `:name:` in place of each known character, as Slack stores text. */
export function nameEmoji(text: string): string {
  return text.replace(CHARS, (char) => {
    const name = byChar.get(char) ?? byChar.get(`${char}️`) ?? byChar.get(char.replace('️', ''));
    return name ? `:${name}:` : char;
  });
}
