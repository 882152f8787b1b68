/** What the playground's people asked and answered before anybody looked: plainly fictional, about everyday council work. */

/** A person by account name, a channel by the community's name: both are looked up in the cast. */
export interface SeedQuestion {
  readonly community: string;
  readonly daysAgo: number;
  readonly asker: string;
  readonly text: string;
  readonly replies: readonly { readonly by: string; readonly hoursLater: number; readonly text: string }[];
  /** Which reply answered it. */
  readonly accepted?: number;
}

export const seedPurposes: Readonly<Record<string, string>> = {
  Licensing: 'Licensing officers of neighbouring councils share how they handle applications, visits and hearings',
  'Homelessness prevention': 'Councils and housing partners keep people in their homes, together and early',
  Elections: 'Electoral services teams prepare polls and counts, and learn from the last ones',
};

/** The first leads, the second facilitates. */
export const seedMembers: Readonly<Record<string, readonly string[]>> = {
  Licensing: ['priya.nair', 'asha.verma', 'dafydd.rees', 'helen.marsh', 'ruth.adeyemi', 'marcus.bell'],
  'Homelessness prevention': ['tom.whitlock', 'nadia.farouk', 'callum.reid', 'joe.ferris', 'sian.hughes'],
  Elections: ['grace.oyelaran', 'meilin.chua', 'owen.pike'],
};

export const seedQuestions: readonly SeedQuestion[] = [
  {
    community: 'Elections',
    daysAgo: 12,
    asker: 'meilin.chua',
    text: 'How do you brief count staff who have never done it before? Our session is an hour and people still look lost on the night.',
    replies: [
      {
        by: 'grace.oyelaran',
        hoursLater: 3,
        text: 'We cut the talk to **15 minutes** and run a mock count with 200 old ballot papers. People remember what their hands did. I can send you the script.',
      },
      { by: 'meilin.chua', hoursLater: 4, text: 'Yes please, that is just what we need.' },
    ],
    accepted: 0,
  },
  {
    community: 'Homelessness prevention',
    daysAgo: 6,
    asker: 'callum.reid',
    text: 'What do you send a tenant on the day you hear that a notice was served? Our letter runs to three pages and nobody rings us back.',
    replies: [
      {
        by: 'nadia.farouk',
        hoursLater: 2,
        text: 'We stopped sending a letter first. A *text message* the same day, with one name and one number, and the letter two days later. About half of them ring before it arrives.',
      },
      {
        by: 'tom.whitlock',
        hoursLater: 5,
        text: 'The same here. The text says what we can do, not what the law says.',
      },
    ],
    accepted: 0,
  },
  {
    community: 'Licensing',
    daysAgo: 4,
    asker: 'dafydd.rees',
    text: 'Pavement licences: how do you let neighbours comment without three weeks of e-mail?',
    replies: [
      {
        by: 'ruth.adeyemi',
        hoursLater: 1,
        text: 'One page for each application with a comment box, and a QR code on the notice outside. Comments arrive in one place and we publish them the same day.',
      },
    ],
    accepted: 0,
  },
  {
    community: 'Licensing',
    daysAgo: 1,
    asker: 'ruth.adeyemi',
    text: 'Has anybody moved taxi driver badge renewals online? I would like to see how you check the documents.',
    replies: [],
  },
];
