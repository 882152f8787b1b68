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
  'questions.no-text': 'Please write your question.',
  'questions.no-community-chosen': 'Please choose a community.',
  'questions.empty': 'I am here. Mention me with your question in one message, or press the button.',
  'questions.no-communities': 'There is no community that you can ask yet. You can start one: type create.',
  'questions.posted': 'Your question is in {community}. I will tell you here in private when somebody answers.',
  'questions.draft-title': 'Where should this go?',
  'questions.draft-why':
    'It is kept as a draft that only you can see. It is posted under your name once you choose a community.',
  'questions.elsewhere': 'Another community',
  'questions.discard': 'Discard',
  'questions.discarded': 'Discarded. Nothing was posted.',
  'questions.no-draft': 'This draft was posted or discarded already.',
  'questions.post-title': 'Post your question',
  'questions.post-submit': 'Post',

  // The card
  'questions.summary': 'Question from {name}: {text}',
  'questions.heading': 'Question for {community}',
  'questions.in-place':
    'I have posted this question to {community}{others, plural, =0 {} one { and # more channel} other { and # more channels}}. Replies here and there are kept together.',
  'questions.how-all': 'Reply in this thread to answer.',
  'questions.how-more': 'Reply in this thread to add something.',
  'questions.how-mentions': 'Press Answer, or mention me in your reply.',
  'questions.how-private': 'I will tell you here when somebody answers.',
  'questions.state-drafted': 'Draft: not posted yet',
  'questions.state-open': 'Open: no answer yet',
  'questions.state-answered': '{answers, plural, one {# answer} other {# answers}}, none marked yet',
  'questions.state-resolved': 'Answered by {name}, {organisation}',
  'questions.state-resolved-short': 'Answered',
  'questions.state-withdrawn': 'Withdrawn by the person who asked',
  'questions.withdrawn-summary': 'A question was withdrawn',
  'questions.answer': 'Answer',
  'questions.choose': 'Mark the answer',
  'questions.unaccept': 'Not answered after all',
  'questions.withdraw': 'Withdraw',
  'questions.withdraw-sure': 'Withdraw this question?',
  'questions.withdraw-means': 'Its words are removed from every channel. Replies that people wrote stay.',

  // Answering
  'questions.answer-title': 'Answer',
  'questions.answer-submit': 'Send answer',
  'questions.field-answer': 'Your answer',
  'questions.field-answer-hint': 'It appears in every thread of this question, with your name and organisation.',
  'questions.no-answer-text': 'Please write your answer.',
  'questions.answered': 'Thank you. Your answer is in every thread of this question.',
  'questions.added': 'Added to every thread of your question.',
  'questions.closed': 'This question was withdrawn, so there is nothing to answer any more.',
  'questions.reply-summary': '{name}: {text}',
  'questions.useful': 'This answered it',
  'questions.marked': 'This answered it.',

  // Telling the asker and the answerer
  'questions.notice-summary': '{name} answered your question',
  'questions.notice': '<b>{name}</b> ({organisation}) answered your question “{question}”',
  'questions.open-thread': 'Open the thread',
  'questions.thanks': 'Your answer to “{question}” was marked as the one that answered it. Thank you.',

  // Marking
  'questions.only-asker': 'Only the person who asked, or a facilitator, can do this.',
  'questions.choose-title': 'Mark the answer',
  'questions.choose-field': 'Which reply answered it?',
  'questions.choose-submit': 'Mark',
  'questions.choose-option': '{name}: {text}',
  'questions.nothing-to-choose': 'Nobody but the asker has replied yet.',
  'questions.not-there': 'That is not there any more, or your organisation does not share the community.',

  // Lists
  'questions.mine': 'My questions',
  'questions.mine-none': 'You have not asked anything yet.',
  'questions.post-draft': 'Post',
} as const;
