/** English that is left of what the bot says in the pretended language: it is not from the catalogue. */

/** What people and organisations are called, and what they wrote: never translated. */
const THEIRS = [
  'https://4.',
  'Licensing officers help each other',
  'Growing things together',
  'Keeping bees on roofs',
  'Bees',
  'no-such-command',
  'Brackenford Council',
  'Ashcombe Council',
  'Asha Verma',
  'Ben Carter',
  'Ben',
  'Asha',
  'Fay Olsen',
  'Allotments',
  'Europe/London',
  'Licensing',
  'licensing',
  'London',
];
/** Commands are typed as they are in every language. */
const TYPED =
  /\/guild [a-z-]+|\b(ask|bind|unbind|calendar|code|digest|create|join|leave|library|invite|lead|share|mode|communities|questions|home|help|link|unlink|profile|preferences|pages)\b|[A-Z2-9]{5}-[A-Z2-9]{5}/g;

/** Words of a text that are plain English, and neither people's own nor commands. */
export const plainEnglish = (text: string): string[] => {
  const left = THEIRS.reduce((rest, theirs) => rest.replaceAll(theirs, ''), text).replace(TYPED, '');
  return left.match(/[A-Za-z]{3,}/g) ?? [];
};
