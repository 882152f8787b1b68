/** Communities of councils and their partners that never were: each subject as a whole, in each region, and for some of its people. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Subject {
  readonly key: string;
  readonly name: string;
  readonly purpose: string;
  readonly tags: readonly string[];
  /** What those who work on it ask. */
  readonly asks: readonly string[];
  /** What they hear from residents and colleagues, and pass on. */
  readonly heard: readonly string[];
}

export interface DirectoryCommunity {
  /** As needs.json names it: the subject, and a region or kind. */
  readonly key: string;
  readonly subject: Subject;
  readonly name: string;
  readonly purpose: string;
  readonly tags: readonly string[];
  /** One of REGIONS; null for one that is for everybody. */
  readonly region: string | null;
  /** The whole of its subject. */
  readonly whole: boolean;
}

export const REGIONS = ['Saltcoast', 'Highpeak', 'Weststow', 'Northmarch', 'Fenreach', 'Marrowdale'] as const;

interface Kind {
  readonly key: string;
  readonly region: string | null;
  name(subject: string): string;
  purpose(purpose: string): string;
}

const inRegion = (region: string): Kind => ({
  key: region.toLowerCase(),
  region,
  name: (subject) => `${subject} in ${region}`,
  purpose: (purpose) => `${purpose} For councils and partners in ${region}, who also meet each quarter.`,
});
const ofSome = (key: string, ending: string, more: string): Kind => ({
  key,
  region: null,
  name: (subject) => `${subject}: ${ending}`,
  purpose: (purpose) => `${purpose} ${more}`,
});

const SOME = [
  ofSome('starters', 'first year', 'For those who are new to it, with a few who remember how that was.'),
  ofSome('leads', 'team leaders', 'For those who lead a team: staffing, caseloads and budgets.'),
  ofSome('returns', 'figures', 'Statutory returns, definitions and comparisons.'),
];
const KINDS: readonly Kind[] = [
  ...REGIONS.slice(0, 3).map(inRegion),
  ...SOME,
  ...REGIONS.slice(3).map(inRegion),
  ...REGIONS.flatMap((region) =>
    SOME.map(({ key, name, purpose }): Kind => {
      const there = inRegion(region);
      return {
        key: `${key}-${there.key}`,
        region,
        name: (subject) => there.name(name(subject)),
        purpose: (of) => there.purpose(purpose(of)),
      };
    }),
  ),
];

const folder = import.meta.dirname;

/** All subjects, in the order in which they are written down. */
export async function readSubjects(): Promise<readonly Subject[]> {
  const written = await readFile(join(folder, 'subjects.txt'), 'utf8');
  const passedOn = await readFile(join(folder, 'heard.txt'), 'utf8');
  const heardOf = new Map(
    passedOn
      .trim()
      .split('\n')
      .map((line) => {
        const [key = '', heard = ''] = line.split(': ');
        return [key, heard.split(' | ')] as const;
      }),
  );
  return written
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [key = '', name = '', purpose = '', tags = '', ...asks] = part.trim().split('\n');
      return { key, name, purpose, tags: tags.split(', '), asks, heard: heardOf.get(key) ?? [] };
    });
}

/** So many communities with names and purposes of their own: first every subject as a whole. As many as there are where more are wanted. */
export async function directory(wanted: number): Promise<readonly DirectoryCommunity[]> {
  const subjects = await readSubjects();
  const whole = subjects.map((subject): DirectoryCommunity => {
    const { key, name, purpose, tags } = subject;
    return { key, subject, name, purpose, tags, region: null, whole: true };
  });
  const parts = KINDS.flatMap((kind) =>
    subjects.map((subject): DirectoryCommunity => {
      const { key, name, purpose, tags } = subject;
      const [named, meant] = [kind.name(name), kind.purpose(purpose)];
      return {
        key: `${key}/${kind.key}`,
        subject,
        name: named,
        purpose: meant,
        tags,
        region: kind.region,
        whole: false,
      };
    }),
  );
  return [...whole, ...parts].slice(0, wanted);
}

/** What somebody needs, and the community that is right for it. */
export interface Need {
  readonly need: string;
  readonly right: string;
}

export const readNeeds = async (
  file: 'needs.json' | 'needs-kept-back.json' | 'needs-development.json',
): Promise<readonly Need[]> => JSON.parse(await readFile(join(folder, file), 'utf8')) as Need[];
