/** English sentences of sharing a community across organisations, its handling label, its channels' modes, and its lead's presence. */
export const leadingSentences = {
  // Handling labels
  'label.open': 'Open',
  'label.open-note': 'You may pass on what is said here, with care for who said it.',
  'label.members': 'Share within member organisations',
  'label.members-note': 'Keep it within the organisations that share this community.',
  'label.closed': 'Do not pass on',
  'label.closed-note': 'What is said here goes no further than this community.',
  'label.line': '{label}: {means}',
  'label.handling': 'Handling',
  'label.option': '{label}. {purpose}',
  'label.asking': '{hint} {line}',
  'label.button': 'Change the handling label',
  'label.title': 'Handling label',
  'label.intro': 'It is shown wherever people write in {community}, and holds for what is written from now on.',
  'label.field': 'What may be done with what is written here?',
  'label.submit': 'Change',
  'label.unknown': 'Please choose one of the labels.',
  'label.done': '{community} is handled like this now. {line}',
  'label.changed': '{name} changed how {community} is to be handled. {line}',

  // With whom a community is shared
  'sharing.button': 'Sharing',
  'sharing.title': 'Who shares {community}',
  'sharing.hidden-one': 'A hidden community',
  'sharing.some': 'a community',
  'sharing.some-hidden': 'a hidden community',
  'sharing.founder': 'Founded it',
  'sharing.partner': 'Shares it',
  'sharing.for-all': 'Any organisation may share it that accepts the rules.',
  'sharing.add': 'Share with an organisation',
  'sharing.all-button': 'Let any organisation share it',
  'sharing.named-button': 'Only organisations that are named',
  'sharing.which-one': 'Which one is to be shared?',
  'sharing.none': 'You look after no community here, and are no admin of {organisation}, so there is nothing to share.',
  'sharing.only':
    'Only those who look after {community}, and admins of the organisations that share it, see with whom it is shared.',
  'sharing.only-founder': 'Only an admin of {founder} can do this.',
  'sharing.only-leading': 'Only the lead of {community}, the deputy or an admin of {founder} can do this.',
  'sharing.only-own': 'Only an admin of {organisation} can do this.',

  // Wishing, allowing, offering
  'sharing.form-title': 'Share a community',
  'sharing.form-intro':
    'An admin of the organisation that you choose sees the rules of {community}, and accepts or declines for everybody who works there. Where it has no admin, give a colleague there a code (type code).',
  'sharing.which': 'With which organisation?',
  'sharing.form-submit': 'Offer it',
  'sharing.nobody': 'Please choose an organisation.',
  'sharing.already': '{organisation} shares {community} already.',
  'sharing.offered': '{organisation} sees the rules of {community} now. I tell you what its admins decide.',
  'sharing.offered-no-admin':
    '{organisation} has no admin at the moment. Give a colleague there a code (type code): whoever uses it sees the rules and accepts them for {organisation}.',
  'sharing.asked-founder': 'This is before the admins of {founder}. I tell you what they decide.',
  'sharing.asked': '{by} would like {organisation} to share {community}.',
  'sharing.allow': 'Allow',
  'sharing.refuse': 'Do not allow',
  'sharing.allowed-by': '{by} allowed it.',
  'sharing.refused-by': '{by} did not allow it.',
  'sharing.waits-founder': '{organisation}: waits until an admin of the founder allows it.',
  'sharing.waits-organisation': '{organisation}: has not accepted the rules yet.',
  'sharing.was-refused': '{organisation}: was not allowed.',
  'sharing.was-declined': '{organisation}: declined.',

  // The rules, and accepting them
  'sharing.offer': '{by} of {founder} offers {organisation} to share {community}.',
  'sharing.rules': 'The rules',
  'sharing.rule-open':
    'Everybody who works for an organisation that shares it can find it, read what is asked and answered, and join.',
  'sharing.rule-request':
    'Everybody who works for an organisation that shares it can find it. Only members read it; a facilitator lets people in.',
  'sharing.rule-hidden': 'Only members know that it is there and read it. They are invited.',
  'sharing.rule-author': 'Each question and each answer shows who wrote it, and for which organisation they work.',
  'sharing.rule-owner': 'The community belongs to {founder}. Each organisation answers for what its own people write.',
  'sharing.rule-stays':
    'What was written stays in the community under these rules, also when the organisation of its author withdraws. Authors can take back their own words as long as they are in it.',
  'sharing.rule-withdraw':
    'Any organisation can withdraw at any time, and {founder} can end the sharing: then its channels are taken out, and its people’s part in it ends. Both sides are told.',
  'sharing.changed': 'The rules have changed since you were shown them. Please read them again.',
  'sharing.accept': 'Accept for {organisation}',
  'sharing.decline': 'Decline',
  'sharing.accepted-by': '{by} accepted the rules for {organisation}.',
  'sharing.declined-by': '{by} declined for {organisation}.',
  'sharing.over': 'This offer does not hold any more.',
  'sharing.not-allowed':
    'This code works once an admin of the organisation that gave it out allows {organisation} to share the community. Please tell whoever gave it to you; it is not used up.',
  'sharing.before-admins':
    'The admins of {organisation} see the rules now. Once one of them has accepted, I tell you, and you can use the code: it is not used up.',
  'sharing.ready': '{organisation} shares {community} now. Type bind and the code again in your channel.',
  'sharing.not-shared': '{organisation} does not share this community.',

  // An organisation's admins
  'sharing.row-asked': 'Somebody would like {organisation} to share {community}',
  'sharing.row-offered': '{community} is offered to {organisation}',
  'sharing.look': 'See the rules',
  'sharing.shared': 'Shared with other organisations:',
  'sharing.shared-row':
    'Founded by {founder}, shared by {others, plural, one {one other organisation} other {# other organisations}}',

  // Ending it
  'sharing.withdraw': 'Withdraw',
  'sharing.withdraw-yes': 'Yes, withdraw',
  'sharing.withdraw-title': 'Withdraw?',
  'sharing.end': 'End sharing',
  'sharing.end-yes': 'Yes, end it',
  'sharing.end-title': 'End sharing?',
  'sharing.end-text':
    'The channels of {organisation} are taken out of {community}, and its people’s part in it ends. What was written stays under the rules that both accepted. Both sides are told.',

  // What both sides are told
  'sharing.news-accepted': '{by} accepted the rules: {organisation} shares {community} now.',
  'sharing.news-declined': '{by} declined: {organisation} does not share {community}.',
  'sharing.news-refused': '{by} did not allow {organisation} to share {community}.',
  'sharing.news-withdrew': '{organisation} has withdrawn from {community}.',
  'sharing.news-ended': '{founder} has ended sharing {community} with {organisation}.',
  'sharing.news-means':
    'The channels of {organisation} are taken out, and its people’s part in it has ended. What was written stays under the rules that both accepted.',
  'sharing.news-nobody': 'Nobody looks after {community} now. Please ask somebody who is in it to lead it.',

  'sharing.not-yours':
    'Your organisation does not share the community of this question any more, so nothing new about it reaches you.',

  // What the bot does in a channel
  'mode.title': '{channel}: {mode}',
  'mode.named': '{channel} ({mode})',
  'mode.line': '<b>{mode}</b>: {means}',
  'mode.off': 'Off',
  'mode.off-means':
    'I hear nothing here and say nothing, but to who looks after the community. Its questions do not come here.',
  'mode.mention': 'When mentioned',
  'mode.mention-means':
    'Whoever mentions me with a question asks the community, and its questions and answers appear here. All other talk is left alone.',
  'mode.suggest': 'Suggest privately',
  'mode.suggest-means':
    'The same, and whoever writes a line that looks like a question gets a hint that only they see, at most one a day. Lines are looked at once and not kept.',
  'mode.where': 'What I do in a channel is set there: please type mode in the channel that you mean.',
  'mode.who': 'Only a facilitator of {community}, or whoever bound this channel to it, can do this.',
  'mode.unknown': 'I do not know that mode. These are the ones that there are:',
  'mode.answer':
    'I cannot answer from what is known already yet, so there is no such mode. These are the ones that there are:',
  'mode.deaf': 'I hear mentions alone here, so I could not see who asks.',
  'mode.deaf-how': 'It can be chosen once I hear every message here.',
  'mode.off-here': 'I am off in this channel. To change that, type {command}.',
  'hint.ask':
    'That looks like a question. {community} could be asked: here, in its other channels and in other organisations.',
  'hint.other': '{name} may know it too.',
  'hint.look': 'Look into {name}',
  'hint.why':
    'You see this alone, because this channel suggests privately and your line looked like a question. It was not kept. At most one such hint a day.',

  'news.opened':
    '{channel} can be opened by others by now, from other organisations or from all of its workspace, so I took it out of {community}.',

  // Whether a community is looked after
  'presence.lead': '{community} has been quiet from your side for five working days.',
  'presence.lead-kind':
    'That happens to everybody who has other work. Here is what would take a few minutes; if you are away, or it is too much just now, say so.',
  'presence.deputy': 'Nobody who looks after {community} has been in it for ten working days. Could you look in?',
  'presence.deputy-kind':
    'A word from somebody they know keeps people coming back. Here is what would take a few minutes.',
  'presence.admin': 'Nobody has looked after {community} for fifteen working days. Its lead and its deputy were asked.',
  'presence.admin-next':
    'Perhaps somebody is away for long, or has another job by now. A word with its members, or with whoever leads it, may help: a community needs somebody who looks after it.',
  'presence.waiting': '{waiting, plural, one {# person waits} other {# people wait}} to be let in',
  'presence.unanswered':
    '{unanswered, plural, one {# question has} other {# questions have}} had no answer for more than a day: do you know whom to ask?',
  'presence.newcomers': '{newcomers, plural, one {# person has} other {# people have}} joined lately: say hello',
  'presence.newcomers-draft': 'Welcome! What are you working on at the moment, and what would help you most?',
  'presence.ask': 'Nothing was asked for two weeks: ask one good question yourself',
  'presence.ask-draft': 'What took you longest last month, and how do others here deal with it?',
  'presence.no-deputy': 'Nobody stands in for the lead: name a deputy',
  'presence.invite': 'Invite somebody who does this work and is not here yet',
  'presence.here': 'I am here',
  'presence.away': 'I am away',
  'presence.thanks': 'Thank you for looking after {community}.',
  'presence.why':
    'You see this because you look after it, and nobody who does has asked, answered or decided anything in it since. It is counted for the community, and for no person.',

  // Help
  'help.mode': '{command}, typed in a channel of a community, says what I do there.',
  'help.share': '{command} shows with which organisations a community is shared.',
} as const;
