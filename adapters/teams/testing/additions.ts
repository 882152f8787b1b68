/** What Microsoft documents but its published schemas do not hold: each addition with its page. */

type Json = Record<string, unknown>;
const record = (value: unknown): Json => value as Json;

/**
 * The card schema 1.5 with `choices.data` (people picker and typeahead, cards 1.6).
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
 */
export function withCardAdditions(schema: Json): Json {
  const { id: _id, ...rest } = structuredClone(schema);
  const choiceSet = record(record(rest.definitions)['Input.ChoiceSet']);
  record(choiceSet.properties)['choices.data'] = {
    type: 'object',
    properties: {
      type: { enum: ['Data.Query'] },
      dataset: { type: 'string', minLength: 1 },
      count: { type: 'number' },
      skip: { type: 'number' },
      associatedInputs: { enum: ['auto', 'none'] },
    },
    required: ['type', 'dataset'],
    additionalProperties: false,
  };
  // The style that goes with it, documented on the same page.
  record(choiceSet.properties).style = { enum: ['compact', 'expanded', 'filtered'] };
  return rest;
}

/**
 * A card without its `msteams` parts, which no schema knows (width, mentions; task/fetch in a button's data is data).
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function withoutTeams(card: Json): Json {
  const { msteams: _msteams, ...rest } = card;
  return rest;
}

/**
 * A card for the library, which wants a choice in every list: where the choices are looked up as one types there is none yet.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
 */
export function withFirstChoices(card: Json): Json {
  const first = { title: 'first', value: 'first' };
  return JSON.parse(JSON.stringify(card), (_key, value: unknown) => {
    const node = value as Json | null;
    const looked = typeof node === 'object' && node !== null && 'choices.data' in node;
    return looked && (node.choices as unknown[]).length === 0 ? { ...node, choices: [first] } : value;
  }) as Json;
}

/** Calls and flags of the Connector that its description leaves out. */
export const CONNECTOR_ADDITIONS = {
  /** One member by id; a team's channels. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
  paths: {
    '/v3/conversations/{conversationId}/members/{memberId}': ['get'],
    '/v3/teams/{teamId}/conversations': ['get'],
  },
  /**
   * Targeted messages: sent, drawn again and removed with one flag. The page says that they can be, Microsoft's SDK how
   * (ConversationActivityClient in @microsoft/teams.api).
   * https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages#update-or-delete-a-targeted-message
   */
  query: {
    'post /v3/conversations/{conversationId}/activities': ['isTargetedActivity'],
    'put /v3/conversations/{conversationId}/activities/{activityId}': ['isTargetedActivity'],
    'delete /v3/conversations/{conversationId}/activities/{activityId}': ['isTargetedActivity'],
  },
} as const;
