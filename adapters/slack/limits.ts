/** Slack's limits in one table, and the one way to shorten a string: at a word's end, with an ellipsis. */

/**
 * In characters where nothing else is said. From docs.slack.dev/reference/block-kit and docs.slack.dev/reference/views,
 * but for `messageText`: chat.postMessage answers `msg_blocks_too_long` somewhere above 11,000 characters of text in all
 * blocks together, which is written nowhere; see github.com/slackapi/bolt-js/issues/2509 and 2867.
 */
export const LIMITS = {
  messageBlocks: 50,
  messageText: 9_000,
  viewBlocks: 100,
  viewText: 60_000,
  fallback: 3_000,
  header: 150,
  section: 3_000,
  field: 2_000,
  /** Ours: a value beside its label is a line or two. */
  factValue: 1_000,
  fieldsPerSection: 10,
  context: 2_000,
  richText: 3_000,
  listIndent: 8,
  buttonsPerBlock: 25,
  buttonLabel: 75,
  buttonValue: 2_000,
  actionId: 255,
  url: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  optionText: 75,
  optionValue: 75,
  options: 100,
  checkboxes: 10,
  viewTitle: 24,
  viewButton: 24,
  viewMetadata: 3_000,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputText: 3_000,
  placeholder: 150,
  errorText: 2_000,
} as const;

/** A string of at most `max` characters: what is left out is said with an ellipsis. Never half of a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '');
  const space = head.search(/\s\S*$/);
  return `${head.slice(0, space > max * 0.6 ? space : undefined).trimEnd()}…`;
}

/** A string in parts of at most `max` characters, broken at white space where there is any; nothing is left out. */
export function split(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const head = rest.slice(0, max);
    const space = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const end = space > max * 0.6 ? space + 1 : /[\ud800-\udbff]$/.test(head) ? max - 1 : max;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? parts : [...parts, rest];
}
