/** English sentences of communities, people, help and the home page. */
export const communitySentences = {
  // What is typed, and steps outside Guildhall
  'typing.slack': '/guild {words}',
  'typing.mention': '@Guildhall {words}',
  'steps.invite-slack': 'Type /invite @Guildhall in the channel, then try again.',
  'steps.invite-teams': 'Ask an owner of the team to add Guildhall under Manage team, Apps. Then try again.',
  'steps.hearing-teams':
    'For Guildhall to hear replies without a mention, an owner of the team opens Manage team, then Apps, then Guildhall, then Permissions, and accepts that it may read the messages of the team’s channels.',
  'steps.hearing-other':
    'For Guildhall to hear replies without a mention, somebody who looks after the workspace lets the app read the messages of this channel.',
  'buttons.ask': 'Ask a question',
  'buttons.communities': 'See communities',
  'buttons.create': 'Create a community',
  'buttons.hear-less': 'Only the digest from now on',

  // The list
  'communities.title': 'Communities',
  'communities.title-for': 'Communities for “{words}”',
  'communities.summary': '{total, plural, =0 {No communities} one {# community} other {# communities}}',
  'communities.none': 'There is no community here yet. You can create the first one.',
  'communities.none-outside': 'You are a guest here, and communities are not open to guests.',
  'communities.none-for': 'No community that you can see matches “{words}”.',
  'communities.more': 'These are {shown} of {total}. To find another, type {example}.',
  'communities.example': 'communities housing',
  'communities.members': '{members, plural, =0 {No members yet} one {# member} other {# members}}',
  'communities.row': '{purpose} ({members})',
  'communities.row-member': '{purpose} ({members}, you are one of them)',
  'communities.row-facilitator': '{purpose} ({members}, you facilitate it)',
  'communities.join': 'Join',
  'communities.leave': 'Leave',
  'communities.leave-title': 'Leave this community?',
  'communities.leave-text': 'You stay welcome in {name} and can join again at any time.',
  'communities.stay': 'Stay',
  'communities.which': 'Which one do you mean?',
  'communities.unknown': 'I found no community for “{words}”. If you meant to ask a question, press the button.',

  // Joining and leaving
  'communities.joined': 'Welcome to {name}.',
  'communities.joined-next':
    'You can ask a question whenever you like. To answer somebody, reply under their question.',
  'communities.in-already': 'You are in {name} already.',
  'communities.outside':
    'You are a guest here, so this is not open to you. Somebody who works for {organisation} can do it.',
  'communities.left': 'You have left {name}. You can join again at any time.',
  'communities.not-in': 'You are not in {name}.',
  'communities.in-none': 'You are in no community at the moment.',
  'communities.last-facilitator':
    'You are the only facilitator of {name}, and {others, plural, one {# other person relies on it} other {# other people rely on it}}. A community needs somebody to look after it, so you cannot leave before somebody else facilitates it too.',

  // Creating
  'create.title': 'Create a community',
  'create.name': 'Name',
  'create.name-hint': 'What people in this work call it, for example: Licensing officers',
  'create.purpose': 'What is it for?',
  'create.purpose-hint': 'One or two sentences. People read them when they decide whether to join.',
  'create.submit': 'Create',
  'create.name-length': 'A name has {least} to {most} characters. This one has {length}.',
  'create.name-letters': 'Please use at least {least} letters or digits, so that people can find it by typing.',
  'create.purpose-length': 'This takes {least} to {most} characters. There are {length} now.',
  'create.name-taken':
    '{organisation} has a community called {name} already. Please join that one or choose another name.',
  'create.too-many':
    'You have created {most} communities today, and that is the most for one day. Please try again tomorrow.',
  'create.done': '{name} is there, and you are its lead.',
  'create.next':
    'Next, give it a channel: go to one where these people already talk, and type {command}. A community can have several.',
  'create.code':
    'For people who work elsewhere: type {command} to get a code, and give it to a colleague there. They bind a channel of their own with it.',

  // Binding
  'bind.private': 'A community lives in channels. Please go to the channel that you mean and type {command} there.',
  'bind.no-threads':
    'This is a group chat, and here replies have no threads to keep questions apart. Please use a channel, or make one.',
  'bind.unknown-place':
    'I could not find out who can open this channel, so I did not bind it. Please try again in a minute.',
  'bind.absent': 'I am not in this channel yet.',
  'bind.nobody':
    'I cannot tell who is able to open this channel, so I did not bind it: nothing may be shown to somebody who should not see it.',
  'bind.several':
    'This channel is shared between organisations, and I cannot tell yet whether all of them share the community, so I did not bind it. Please use a channel of {organisation} alone.',
  'bind.already': 'This channel belongs to {community} already.',
  'bind.facilitate-none':
    'You facilitate no community here, and only a facilitator can bind a channel to it. You can create a community, or ask a facilitator for a code.',
  'bind.which': 'You facilitate several communities. Which one is this channel for?',
  'bind.choose': 'This one',
  'bind.done': '{channel} belongs to {community} now.',
  'bind.undo': 'To undo this, type {command} in {channel}.',
  'bind.hearing-unknown':
    'I do not know yet whether replies here that do not mention me reach me: the first one that does will tell me. Pressing Answer, or mentioning me, always works.',
  'bind.hearing-if-not': 'If such a reply is not carried to the other channels, I do not hear it.',
  'bind.code-wrong': 'This code does not work. Please ask the facilitator who gave it to you for a new one.',
  'bind.code-too-many': 'You have tried several codes that do not work. Please try again in an hour.',
  'bind.unbound': '{channel} no longer belongs to {community}. What was asked and answered in it stays.',
  'bind.unbound-already': 'That channel was taken out already.',
  'bind.unbind-who': 'Only a facilitator of {community}, or whoever bound this channel to it, can do this.',
  'bind.not-bound': 'This channel belongs to no community.',
  'bind.end': 'Take it out',
  'bind.end-title': 'Take this channel out?',
  'bind.end-text':
    '{channel} of {organisation} will no longer belong to {community}. What was asked and answered in it stays.',

  // Codes
  'code.title': 'A code for {community}',
  'code.how':
    'Give it to one colleague in another organisation, in private. In a channel of theirs they type {slack} in Slack or {teams} in Teams.',
  'code.then':
    'That channel then belongs to {community}, and everybody in their organisation can find it and join. The code works once, until {until}.',
  'code.facilitate-none': 'Only a facilitator gives out codes, and you facilitate no community here.',
  'code.which': 'You facilitate several communities. Which one is the code for?',
  'code.choose': 'Get a code',
  'code.too-many':
    'You have given out {most} codes today, and that is the most for one day. Please try again tomorrow.',

  // What is said in a channel
  'channel.bound-title': 'This channel is part of {community}',
  'channel.bound-ask': 'To ask the community, type {example}, or press the button.',
  'channel.example': 'how do you handle late applications?',
  'channel.bound-answer-all': 'To answer, reply in the thread under a question.',
  'channel.bound-answer-mentions': 'To answer, press Answer under a question, or mention me in your reply.',
  'channel.bound-seen':
    'A question and its answers appear in every channel of the community, in other organisations as well, with the name and organisation of who wrote them. Other talk here stays here.',
  'channel.unbound': 'This channel is no longer part of {community}. What was asked and answered here stays.',
  'channel.unbound-some':
    'This channel is no longer part of the community that it belonged to. What was asked and answered here stays.',
  'channel.welcome-title': 'Guildhall is here',
  'channel.welcome':
    'I carry questions to people in the same work, in other teams and organisations, and bring their answers back.',
  'channel.welcome-bind':
    'A facilitator makes this channel part of a community by typing {command}. Until then I stay quiet.',

  // What facilitators are told in private
  'news.code-used':
    '{channel} of {organisation} now belongs to {community}: somebody there used the code that a facilitator gave out.',
  'news.hearing':
    'Guildhall was added or changed where {channel} is, a channel of {community}. I do not know now whether replies there that do not mention me reach me; until one does, I count it as “hears mentions only”.',
  'news.hearing-until':
    'If that is accepted already, there is nothing to do. Pressing Answer, or mentioning me, always works.',
  'news.moved':
    '{channel} is becoming a channel that other organisations can be let into, so I took it out of {community}.',
  'news.moved-next':
    'What was asked there stays, and nothing new is shown there. Please use a channel of one organisation: type {command} in it.',
  'news.gone': '{channel} was deleted or archived, or I was taken out of it. It no longer belongs to {community}.',
  'news.gone-next':
    'What was asked there can still be answered in the other channels. To use another channel, type {command} in it.',
  'news.failed':
    'I could not post in {channel}, a channel of {community}. Questions and answers do not reach the people there.',
  'news.failed-next': 'Please check that the channel exists, that I am in it, and that apps may post there.',

  // The home page
  'home.title': 'Guildhall',
  'home.intro': 'Ask people who do the same work, wherever they do it.',
  'home.communities': 'My communities',
  'home.communities-none': 'You are in no community yet.',
  'home.communities-more': '{more, plural, one {And # more.} other {And # more.}}',

  // Help
  'help.title': 'What you can do here',
  'help.unknown': 'I do not know “{name}”.',
  'help.private': 'Write me your question, just as you would to a colleague. I ask which community it is for.',
  'help.channel': 'To ask the community of this channel, type {example}.',
  'help.answer': 'To answer, reply in the thread under a question, or press Answer.',
  'help.find': '{command} shows communities. Add a word to narrow it down.',
  'help.join': '{join} and {leave}: take part, or stop.',
  'help.join-example': 'join licensing',
  'help.leave-example': 'leave licensing',
  'help.create': '{command} starts a community.',
  'help.bind': '{command} makes this channel part of a community that you facilitate.',
  'help.bind-elsewhere': '{command}, typed in a channel, makes it part of a community that you facilitate.',
  'help.code': '{command} gives you a code for a channel of another organisation.',
  'help.home': '{command} shows your questions and communities.',
} as const;
