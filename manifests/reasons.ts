/** Why each permission is asked for: what README shows, and what the manifests are held to. */

/** Slack's bot scopes. Reference: https://docs.slack.dev/reference/scopes */
export const slackScopes: Readonly<Record<string, string>> = {
  'app_mentions:read': 'Hear a question that mentions Guildhall.',
  'channels:history':
    'Hear replies in the threads that Guildhall keeps in public channels, with their edits and deletions.',
  'channels:read': 'Know a public channel’s name, whether it is shared, and when it is renamed, archived or left.',
  'channels:write.invites':
    'Bring members of a community into its public channel, where its lead chose that. Without it they are told where it is.',
  'chat:write': 'Post questions and mirrored replies, and keep them up to date.',
  commands: 'Offer /guild and the shortcuts “Ask the community” and “Start a review”.',
  'groups:history': 'Hear replies in the threads that Guildhall keeps in private channels it was invited to.',
  'groups:read': 'Know a private channel’s name, and when it is renamed, archived or left.',
  'groups:write':
    'The same in private channels, and taking out of them who has left the community. Without it who looks after it is told.',
  'im:history': 'Read what a person writes to Guildhall in private.',
  'im:read': 'Know that a conversation is the private one with a person.',
  'im:write': 'Open the private conversation in which a person is told of an answer.',
  'mpim:history': 'Hear a question asked in a group conversation that Guildhall was added to.',
  'mpim:read': 'Know that a conversation is a group’s.',
  'users:read': 'Show an author’s name, use their time zone and language, and notice a closed account.',
  'users:read.email':
    'Know that accounts with the same address, in two workspaces of one organisation that listed its domain, are one person’s.',
};

/** Slack's events, each with the scope that it needs. Reference: https://docs.slack.dev/reference/events */
export const slackEvents: Readonly<Record<string, { readonly scope: string | null; readonly why: string }>> = {
  app_home_opened: { scope: null, why: 'Draw the home page.' },
  app_mention: { scope: 'app_mentions:read', why: 'A question, also where Guildhall hears nothing else.' },
  app_uninstalled: { scope: null, why: 'Send nothing more there, until it is installed again.' },
  channel_archive: { scope: 'channels:read', why: 'Stop posting there, and tell the facilitator.' },
  channel_deleted: { scope: 'channels:read', why: 'Stop posting there, and tell the facilitator.' },
  channel_id_changed: {
    scope: 'channels:read',
    why: 'Go on in a channel whose id changed because it becomes a shared one, and tell the facilitator.',
  },
  channel_left: { scope: 'channels:read', why: 'Stop posting there, and tell the facilitator.' },
  channel_rename: { scope: 'channels:read', why: 'Show the channel’s present name.' },
  group_archive: { scope: 'groups:read', why: 'Stop posting there, and tell the facilitator.' },
  group_deleted: { scope: 'groups:read', why: 'Stop posting there, and tell the facilitator.' },
  group_left: { scope: 'groups:read', why: 'Stop posting there, and tell the facilitator.' },
  group_rename: { scope: 'groups:read', why: 'Show the channel’s present name.' },
  member_joined_channel: { scope: 'channels:read', why: 'Notice that Guildhall was invited, and who joined.' },
  member_left_channel: { scope: 'channels:read', why: 'Notice who left.' },
  'message.channels': { scope: 'channels:history', why: 'Replies in public channels.' },
  'message.groups': { scope: 'groups:history', why: 'Replies in private channels.' },
  'message.im': { scope: 'im:history', why: 'What is said to Guildhall in private.' },
  'message.mpim': { scope: 'mpim:history', why: 'Questions in group conversations.' },
  tokens_revoked: { scope: null, why: 'Send nothing more there, until there is a new token.' },
  user_change: { scope: 'users:read', why: 'A new name, a closed account.' },
};

/** Slack's Web API methods, each with the scopes that it needs. Reference: https://docs.slack.dev/reference/methods */
export const slackMethods: Readonly<Record<string, readonly string[]>> = {
  'auth.revoke': [],
  'auth.teams.list': [],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.invite': ['channels:write.invites', 'groups:write'],
  'conversations.kick': ['groups:write'],
  'conversations.members': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'users.info': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** Teams' resource-specific permissions, consented to by a team's owner or a chat's members when the app is added. */
export const teamsPermissions: Readonly<Record<string, string>> = {
  'ChannelMessage.Read.Group':
    'Hear replies that do not mention Guildhall, in the threads that it keeps. Without it people press Answer or mention it.',
  'ChatMessage.Read.Chat':
    'For later: no questions are kept in group chats yet. What is said there without a mention is dropped and leaves no trace.',
};

/** What the Teams manifest asks for besides. */
export const teamsAppPermissions: Readonly<Record<string, string>> = {
  identity: 'Know who asks and answers.',
  messageTeamMembers: 'Tell a person in private that their question was answered.',
};
