/** English sentences of passing a question to somebody who may know. */
export const passingSentences = {
  'passing.button': 'Pass to someone',
  'passing.title': 'Pass to someone',
  'passing.intro':
    '“{question}” – Whoever you choose gets it in private, under your name, when they work. Whether they answer is up to them.',
  'passing.person': 'Who may know?',
  'passing.line': 'A line from you',
  'passing.line-hint': 'Such as why you thought of them.',
  'passing.submit': 'Pass it on',
  'passing.nobody': 'Please choose somebody.',
  'passing.one': 'Please choose one person.',
  'passing.line-long': 'Please write at most {most} characters; these are {length}.',
  'passing.self': 'That is you. Please choose somebody else, or press Answer.',
  'passing.asker': 'They asked it themselves. Please choose somebody else.',
  // One sentence for every reason: whoever reads it learns nothing of a person or a community.
  'passing.cannot':
    'I cannot pass this question to them. That can have several reasons, and I tell none of them. Please choose somebody else.',
  'passing.already': 'They have it already: somebody passed it to them before. Please choose somebody else.',
  'passing.too-many':
    'Invitations, codes and questions that you pass on may be {most} a day, and you have given that many today. Please try again tomorrow.',
  'passing.done': 'Passed on. {name} gets it in private when they work. Whether they answer is up to them.',
  'passing.answered': 'This question has been answered already. Thank you for thinking of somebody.',

  // To whom it is passed
  'passing.card': '{name} of {organisation} thinks that you may know: “{question}”',
  'passing.from': 'Asked in {community} by {name}, {organisation}.',
  'passing.not-for-me': 'Not for me',
  'passing.declined': 'That is fine, and nobody is told. Thank you for looking at it.',
  'passing.thanks': 'Thank you for your answer to “{question}”.',
  'passing.over-answered': '“{question}” has been answered meanwhile. Thank you for looking at it.',
  'passing.over-withdrawn': 'A question that was passed to you has been taken back since.',
  'passing.over': 'A question that was passed to you is not there for you any more.',
  'passing.not-yours': 'That was not passed to you, or it is not there any more.',
} as const;
