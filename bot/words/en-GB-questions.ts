/** English sentences of questions and answers. */
export const questionSentences = {
  // Asking
  'questions.ask': 'Ask a question',
  'questions.ask-title': 'Ask a community',
  'questions.ask-submit': 'Ask',
  'questions.field-community': 'Community',
  'questions.field-community-hint': 'It is posted in every channel of that community.',
  'questions.field-text': 'Your question',
  'questions.field-text-hint': 'Say what you are trying to do and what you know already. Two sentences are enough.',
  'questions.ask-about':
    'Your question will carry a link to that message{files, plural, =0 {} one { and name its file} other { and name its # files}}.',
  'questions.no-text': 'Please write your question.',
  'questions.no-community-chosen': 'Please choose a community.',
  'questions.empty': 'I am here. Mention me with your question in one message, or press the button.',
  'questions.no-communities': 'There is no community that you can ask yet. To start one, type {command}.',
  'questions.outside-none':
    'You are a guest here, and no community is open to you. A colleague who is not a guest can ask for you.',
  'questions.outside-here':
    'You are a guest here, and the community of this channel is not open to guests. A colleague who is not a guest can ask for you.',
  'questions.closed-here': 'The community of this channel is not open to you, so I cannot put your question to it.',
  'questions.you-wrote': 'You wrote:',
  'questions.posted': 'Your question is in {community}. I will tell you here in private when somebody answers.',
  'questions.kept': '{community} has no channel yet. Your question is kept, and I will post it when one is bound.',
  'questions.draft-title': 'Where should this go?',
  'questions.draft-chosen': 'Your question',

  // What was asked before
  'known.title':
    '{found, plural, one {This may have been answered before} other {These may have been answered before}}',
  'known.found-title': 'Answered before',
  'known.found-none':
    'Nothing that was answered in the communities you can read is near enough. Ask it: somebody may know.',
  'known.question': '{number}. {text}',
  'known.judge': '{standing} · {day}',
  'known.kept-by': 'Library · {who}',
  'known.where-item': 'To read it, type library and its title to Guildhall.',
  'known.closed-item':
    'Something in the library of a community that is not open to everybody. Who is in it finds it by typing library to Guildhall.',
  'known.judge-item': 'Library · {standing} · {day}',
  'known.why': 'Shown because you wrote: {words}.',
  'known.answers': 'Number {number} answers it',
  'known.read': 'Read all of number {number}',
  'known.more': '{more, plural, one {# more answer is} other {# more answers are}} in its thread.',
  'known.after-all': 'Post it after all',
  'known.post': 'Post my question',
  'known.kept': 'It is kept as a draft that only you can see, until you post it to {community}.',
  'known.answered': 'Good. Your question was not posted.',
  'known.answered-by': 'What answered you: “{text}”',
  'known.yours': 'You had written:',
  // Before others read it
  'warning.title': 'Before others read this',
  'warning.private':
    'Your question has {kinds} in it. Everybody in the community would read that, in every organisation that shares it.',
  'warning.kind-insurance': 'a National Insurance number',
  'warning.kind-nhs': 'an NHS number',
  'warning.kind-address': 'an address',
  'warning.kind-postcode': 'a postcode',
  'warning.kind-phone': 'a telephone number',
  'warning.kind-email': 'an e-mail address',
  'warning.safeguarding':
    'If somebody may be at risk, tell your organisation’s safeguarding lead now, and ring 999 if it cannot wait. Do not wait for an answer here.',
  'warning.whistleblowing':
    'Your organisation’s whistleblowing policy says who hears this in confidence, and what protects you. Here, people would read it under your name.',
  'warning.grievance':
    'HR or your trade union can take this up with you, by your organisation’s grievance policy. Here, people would read it under your name.',
  'warning.posted':
    'People read your question already. Change or delete your message, and I will do the same everywhere.',
  'questions.reword': 'Change my words',

  'questions.draft-why':
    'It is kept as a draft that only you can see. It is posted under your name once you choose a community.',
  'questions.too-many':
    'You have asked {most} questions today, and that is the most for one day. Please ask this one tomorrow.',
  'questions.elsewhere': 'Another community',
  'questions.discard': 'Discard',
  'questions.discarded': 'Discarded. Nothing was posted.',
  'questions.draft-fits': '{community} may know. {reason}',
  'questions.no-draft': 'This draft was posted or discarded already.',
  'questions.post-title': 'Post your question',
  'questions.post-submit': 'Post',

  // The card
  'questions.summary': 'Question from {name}: {text}',
  'questions.heading': 'Question for {community}',
  'questions.in-place':
    'I have posted this question to {community}{others, plural, =0 {} one { and # more channel} other { and # more channels}}. Replies here and there are kept together.',
  'questions.about': 'Asked about {message} in {platform}.',
  'questions.about-message': 'a message',
  'questions.about-file': 'With that message: {file}.',
  'questions.how-all': 'Reply in this thread to answer.',
  'questions.how-more': 'Reply in this thread to add something.',
  'questions.how-mentions': 'Press Answer, or mention me in your reply.',
  'questions.heard-why': 'You hear this in private because you chose to hear everything in {community}.',
  'questions.how-private': 'I will tell you here when somebody answers.',
  'questions.how-waiting': '{community} has no channel yet. I will post this when one is bound.',
  'questions.state-drafted': 'Draft: not posted yet',
  'questions.state-open': 'Open: no answer yet',
  'questions.state-answered': '{answers, plural, one {# answer} other {# answers}}, none marked yet',
  'questions.state-resolved': 'Answered by {name}, {organisation}',
  'questions.state-resolved-short': 'Answered',
  'questions.state-withdrawn': 'Withdrawn by the person who asked',
  'questions.withdrawn-summary': 'A question was withdrawn',
  'questions.taken-out':
    'This channel is no longer part of the community of this question, so what is said about it does not appear here any more.',
  'questions.out-of-reach':
    'You can no longer read the community of this question, so what is said about it does not appear here any more.',
  'questions.closed-card': 'A question in a community that is not open to everybody. Who is in it can open its thread.',
  'questions.answer': 'Answer',
  'questions.choose': 'Mark the answer',
  'questions.unaccept': 'Not answered after all',
  'questions.withdraw': 'Withdraw',
  'questions.withdraw-sure': 'Withdraw this question?',
  'questions.withdraw-means': 'Its words are removed from every channel. Replies that people wrote stay.',

  // A channel that takes long to reach
  'questions.backlog':
    'What is written here reaches {channel} ({organisation}, {platform}) later than usual. Nothing is lost, and nobody has to write it again.',

  // Answering
  'questions.answer-title': 'Answer',
  'questions.answer-submit': 'Send answer',
  'questions.field-answer': 'Your answer',
  'questions.field-answer-hint': 'It appears in every thread of this question, with your name and organisation.',
  'questions.no-answer-text': 'Please write your answer.',
  'questions.answered': 'Thank you. Your answer is in every thread of this question.',
  'questions.added': 'Added to every thread of your question.',
  'questions.closed': 'This question was withdrawn, so there is nothing to answer any more.',
  'questions.not-carried':
    'This channel is no longer part of {community}, so I have not passed on what you wrote in this thread.',
  'questions.not-carried-some':
    'This channel is no longer part of the community of this question, so I have not passed on what you wrote in this thread.',
  'questions.away': 'I was away from {from} to {until}. If you answered then, press <b>Add my answer</b>.',
  'questions.away-summary': 'I was away for a while, and may have missed an answer',
  'questions.away-add': 'Add my answer',
  'questions.reply-summary': '{name}: {text}',
  'questions.useful': 'This answered it',
  'questions.marked': 'This answered it.',

  // Telling the asker and the answerer
  'questions.notice-summary': '{name} answered your question',
  'questions.notice': '<b>{name}</b> ({organisation}) answered your question “{question}”',
  'questions.notice-withdrawn':
    '<b>{name}</b> ({organisation}) answered a question of yours that has been withdrawn since.',
  'questions.open-thread': 'Open the thread',
  'questions.thanks': 'Your answer to “{question}” was marked as the one that answered it. Thank you.',

  'questions.thanks-some': 'An answer of yours was marked as the one that answered the question. Thank you.',

  // Marking
  'questions.only-asker': 'Only the person who asked, or a facilitator, can do this.',
  'questions.choose-title': 'Mark the answer',
  'questions.choose-field': 'Which reply answered it?',
  'questions.choose-submit': 'Mark',
  'questions.chosen': 'That answer is marked, and its author is thanked.',
  'questions.choose-option': '{name}: {text}',
  'questions.nothing-to-choose': 'Nobody but the asker has replied yet.',
  'questions.not-there-outside': 'That is not there any more, or its community is not open to guests.',
  'questions.not-there': 'That is not there any more, or your organisation does not share the community.',

  // Lists
  'questions.mine': 'My questions',
  'questions.mine-none': 'You have not asked anything yet.',
  'questions.post-draft': 'Post',
} as const;
