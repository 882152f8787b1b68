/** Which messages show a community's name or its handling label: the one place that says so. A message's subject is looked at, never its words. */
import { OWN_SUBJECT } from './digest-readers.ts';
import { Prisma } from './generated/client.ts';

/** By what they are of: the beginnings of such subjects, before the id, and the ids that are a community's. */
const OF: readonly { readonly kinds: readonly string[]; readonly ids: (community: string) => Prisma.Sql }[] = [
  {
    kinds: [
      'created',
      'joined',
      'leads',
      'part-ended',
      'access',
      'label',
      'keeping',
      'presence',
      'hello',
      'newcomers',
      'validator',
    ],
    ids: (community) => Prisma.sql`SELECT ${community}::uuid AS id`,
  },
  {
    kinds: [
      'bound',
      'unbound',
      'code-used',
      'hearing',
      'gone',
      'moved',
      'opened',
      'failed',
      'came',
      'went',
      'others',
      'where',
      'still',
    ],
    ids: (community) => Prisma.sql`SELECT id FROM channel WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['question', 'heard', 'pass'],
    ids: (community) => Prisma.sql`SELECT id FROM question WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['dispute'],
    ids: (community) =>
      Prisma.sql`SELECT d.id FROM standing_dispute d JOIN standing s ON s.of_id = d.of_id WHERE s.community_id = ${community}::uuid`,
  },
  {
    // What a draft rests on may be read by others then, or no more.
    kinds: ['drafted', 'drafted-shared'],
    ids: (community) => Prisma.sql`SELECT s.draft_id AS id FROM drafted_source s JOIN question q ON q.id = s.question_id
      WHERE q.community_id = ${community}::uuid`,
  },
  {
    kinds: ['digest', 'digest-preview', 'digest-empty'],
    ids: (community) => Prisma.sql`SELECT id FROM digest WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['session-draft', 'session-report'],
    ids: (community) => Prisma.sql`SELECT id FROM session WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['request', 'request-late', 'request-news'],
    ids: (community) => Prisma.sql`SELECT id FROM join_request WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['invitation', 'invitation-answered'],
    ids: (community) => Prisma.sql`SELECT id FROM invitation WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['proposal', 'proposal-news'],
    ids: (community) => Prisma.sql`SELECT id FROM proposal WHERE community_id = ${community}::uuid`,
  },
  {
    kinds: ['sharing', 'sharing-news', 'sharing-ready', 'sharing-refused'],
    ids: (community) => Prisma.sql`SELECT id FROM sharing WHERE community_id = ${community}::uuid`,
  },
];

/** Of which a message is, by what its subject says before a slash. */
const heads = (community: string): Prisma.Sql =>
  Prisma.join(
    OF.map(
      ({ kinds, ids }) =>
        Prisma.sql`SELECT kind || ':' || x.id AS head FROM (${ids(community)}) x, unnest(${[...kinds]}::text[]) kind`,
    ),
    ' UNION ALL ',
  );

/** Ids of messages that show it and are drawn from the database, the page of a person apart: of `outgoing`, by its indexes of subjects. */
export const namingCommunity = (community: string): Prisma.Sql => Prisma.sql`
  SELECT o.id FROM (
    SELECT o.id, o.view, o.home FROM (${heads(community)}) n JOIN outgoing o ON split_part(o.subject, '/', 1) = n.head
    -- A person's own digest tells of several.
    UNION SELECT o.id, o.view, o.home FROM digest d JOIN digest_reader r ON r.digest_id = d.id
      JOIN outgoing o ON o.subject = ${OWN_SUBJECT} WHERE d.community_id = ${community}::uuid) o
  WHERE o.view IS NOT NULL AND NOT o.home`;
