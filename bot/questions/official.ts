/**
 * What is better told to somebody else than to a community: that somebody is at risk, wrongdoing at work, how one is treated
 * there. Only where the words tell of a case: who asks about training, policies or figures is not held up.
 */

const ROUTES = ['safeguarding', 'whistleblowing', 'grievance'] as const;
export type Route = (typeof ROUTES)[number];

const SOMEBODY =
  /(?:child|children|baby|toddler|pupil|student|teenager|girl|boy|son|daughter|adult|resident|tenant|client|customer|patient|neighbour|woman|man|(?:step|grand)?(?:mother|father)|mum|dad|partner|wife|husband|he|she|someone|somebody)/;
const HARMED =
  /(?:abused|neglected|beaten|exploited|groomed|trafficked|starv(?:ed|ing)|self[- ]harm(?:ed|ing)|suicidal|assaulted|raped)/;
const HURT = /(?:hit|hurt|harmed|threatened|punched|kicked)/;
const ABOVE =
  /(?:line manager|manager|boss|supervisor|director|colleague|head|chief executive|team leader|team|department|contractor|councillor)/;
const WRONG =
  /(?:brib(?:e|es|ed|ing)|takes? kickbacks|steal(?:s|ing)|stole|falsif(?:y|ies|ied|ying)|fiddl(?:es|ed|ing)|cover(?:s|ed|ing)? up|embezzl(?:es|ed|ing)|defraud(?:s|ed|ing)?|commit(?:s|ted|ting) fraud)/;
const TREATED =
  /(?:bull(?:ies|ied|ying)|harass(?:es|ed|ing)|discriminat(?:es|ed|ing)|victimis(?:es|ed|ing)|humiliat(?:es|ed|ing)|shout(?:s|ed|ing) at|pick(?:s|ed|ing) on|grop(?:es|ed|ing))/;
const IS = /(?:is|are|was|were|been|being|gets|got|may be|might be)/;
const A = /(?:a|an|the|this|my|our|one|her|his|their)/;

/** One after the other in one sentence, as whole words, with at most so many characters between them. */
function near(...parts: readonly (RegExp | number)[]): RegExp {
  const gap = (most: number): string => `[^.?!]{1,${most}}`;
  return new RegExp(parts.map((one) => (typeof one === 'number' ? gap(one) : `\\b${one.source}\\b`)).join(''), 'i');
}

const CASES: Readonly<Record<Route, readonly RegExp[]>> = {
  safeguarding: [
    near(SOMEBODY, 50, IS, 30, HARMED),
    near(SOMEBODY, 50, IS, 30, HURT, 1, /by/, 1, A, 12, SOMEBODY),
    near(/(?:hits|beats|abuses|neglects|hurts|grooms|threatens)/, 1, A, 1, SOMEBODY),
    near(/(?:worried|concerned|scared)/, 20, A, 1, SOMEBODY, 40, /(?:safe|safety|harm|at risk)/),
    near(/disclosed/, 40, HARMED),
    near(/(?:kill|hurt|harm)(?:ing)?/, 1, /(?:himself|herself|themsel(?:ves|f))/),
  ],
  whistleblowing: [
    near(/(?:my|our|the|a)/, 1, ABOVE, 60, WRONG),
    near(/(?:i|we)/, 1, /(?:saw|know|found|suspect|discovered)/, 80, WRONG),
    near(/how (?:do|can|should) i (?:blow the whistle|whistleblow)/),
  ],
  grievance: [
    near(/(?:my|our)/, 10, ABOVE, 60, TREATED),
    near(/i(?:['’]m|['’]ve| am| have| was)/, 30, TREATED),
    near(/(?:i|we)/, 1, /(?:want|wish|need|would like|am going|are going)/, 20, /grievance/),
  ],
};
/** Whoever works on it asks about these. */
const WORK =
  /\b(?:polic(?:y|ies)|procedures?|templates?|training|courses?|leaflets?|guidance|team that|anti[- ]\w+)\b/i;

/** Where this should rather go, the most urgent first; nothing for an ordinary question. */
export const routesFor = (words: string): readonly Route[] =>
  ROUTES.filter(
    (route) => CASES[route].some((pattern) => pattern.test(words)) && (route === 'safeguarding' || !WORK.test(words)),
  );
