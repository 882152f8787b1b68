/** English sentences of writing in a session: the forms before anything is shown, and how it is shown. */
export const reviewWritingSentences = {
  // The form
  'review.writing.form-title': 'What you saw',
  'review.writing.next': 'Next',
  'review.writing.hand-in': 'Hand in',
  'review.writing.open': 'Write, or change what you wrote',
  'review.writing.look-again': 'Look again',
  'review.writing.takes': 'This takes about {minutes} minutes. It closes {until}.',
  'review.writing.takes-open': 'This takes about {minutes} minutes.',
  'review.writing.readers-channels':
    'Nobody reads it before it closes. Then it is shown to everybody who can read the channels of {community}, all at once and shuffled.',
  'review.writing.readers-private':
    'Nobody reads it before it closes. Then it is shown to those who take part, all at once and shuffled.',
  'review.writing.screened':
    'Before that, whoever leads reads the words without names, and may hold back personal data or abuse.',
  'review.writing.watching': 'Who takes no part and reads as well: {people}.',
  'review.writing.watching-manager': '{name} (manages somebody who takes part)',
  'review.writing.report-participants': 'The report goes to those who take part.',
  'review.writing.report-community': 'The report goes to all of {community}.',
  'review.writing.report-organisation': 'The report goes to the whole organisation.',
  'review.writing.named': 'Your name is shown with your words.',
  'review.writing.promise':
    'Your name is not kept with your words. Until the box closes, an administrator holding both the database and the server’s secret could work out who wrote what; after closing nobody can. Colleagues may guess from style. Slack or Teams administrators may see that you opened a form.',
  'review.writing.promise-files': 'An address or the name of a file may show whose it is.',
  'review.writing.disclosable': 'What is written can be asked for under FOI or data-protection law.',
  'review.writing.lost':
    'The server’s database had to start again, and with it went what tells that something is yours. You can still add, and no longer change what you handed in before.',
  'review.writing.lines': 'Each line is one point. Fill in at least one box; the others may stay empty.',
  'review.writing.draft': 'What you wrote is saved, and only you see it. It is handed in on the last page.',
  'review.writing.handed-in': 'You have handed something in. What you hand in now takes its place.',
  'review.writing.take-back': 'Take it back',
  'review.writing.ask-expected': 'What did you expect to happen, or what was the plan?',
  'review.writing.hint-expected': 'Each line is one point.',
  'review.writing.about-expected': 'What was expected',
  'review.writing.ask-clear': 'Was the aim clear to you?',
  'review.writing.clear-yes': 'Yes',
  'review.writing.clear-partly': 'Partly',
  'review.writing.clear-no': 'No',
  'review.writing.ask-happened': 'What happened?',
  'review.writing.hint-happened':
    'Facts that you saw: when, what, and how you know it. A link in a line is kept as its evidence.',
  'review.writing.about-happened': 'What happened',
  'review.writing.ask-worked': 'What went well, and what made it work?',
  'review.writing.hint-worked': 'Each line is one point.',
  'review.writing.about-worked': 'What went well',
  'review.writing.ask-harder': 'What went less well, and what made it so?',
  'review.writing.hint-harder': 'Describe conditions, not people. Each line is one point.',
  'review.writing.about-harder': 'What went less well',
  'review.writing.ask-next': 'What should we keep or do differently?',
  'review.writing.hint-next': 'Such as “When the polls close, we will test the radios first.” Each line is one point.',
  'review.writing.about-next': 'What to keep or do differently',
  'review.writing.ask-urgent': 'Is there anything to fix today?',
  'review.writing.hint-urgent':
    'It goes to whoever leads within the hour, before the rest is shown; where names are not kept, without yours. If somebody is in danger, call 999. Harm, crime or a risk to a child or an adult belongs to your organisation’s safeguarding or whistleblowing route: this is no place to report it.',
  'review.writing.about-urgent': 'To fix today',
  'review.writing.hint-again': 'Each line is one point.',

  // What cannot be taken
  'review.writing.point-long': 'One point may have {most} characters: please make two lines of the longest.',
  'review.writing.too-many': 'A box may have {most} lines: please keep the most important.',
  'review.writing.box-long': 'A box may have {most} characters: these are {length}.',
  'review.writing.nothing': 'Please fill in at least one box, here or on a page before.',
  'review.writing.gone': 'This review is not there any more.',
  'review.writing.not-invited':
    'You do not take part in this review, so that you cannot write in it. Who takes part is up to whoever leads it.',
  'review.writing.watches': 'You read in this review and do not write in it.',
  'review.writing.not-open': 'Nothing is collected in this review now.',
  'review.writing.paused':
    'This review is paused, and nothing is taken until it goes on. Your words stay in this form for as long as it is open: copy them if you want to keep them.',
  'review.writing.cancelled':
    'This review was cancelled, and nothing is taken any more. Your words stay in this form for as long as it is open.',
  'review.writing.too-late':
    'The report of this review is being checked, so that nothing new is taken. Your words stay in this form for as long as it is open. What the report gets wrong or leaves out you can say as an objection: press “Object” on your card of this review.',

  // What is said in answer
  'review.writing.done': 'Thank you, it is handed in. You can change it or take it back until it closes {until}.',
  'review.writing.done-open': 'Thank you, it is handed in. You can change it or take it back until it closes.',
  'review.writing.done-unattributed': 'Your name is not kept with it. How many are done is counted once an hour.',
  'review.writing.done-lost': 'Thank you, it is handed in. You can add more until it closes, and no longer change it.',
  'review.writing.done-just-closed':
    'It had just closed, and your words are taken all the same: they are shown within ten minutes, with those of anybody else who was still writing.',
  'review.writing.done-late':
    'It had closed, and your words are taken all the same: they are shown within the hour, marked “added after reveal”.',
  'review.writing.nudge': 'You may want to look at this again: {boxes}.',
  'review.writing.nudge-names-somebody': '“{box}” may name somebody',
  'review.writing.nudge-should-have': '“{box}” says what should have been',
  'review.writing.nudge-failed-to': '“{box}” says that somebody failed to do something',
  'review.writing.nudge-careless': '“{box}” judges somebody',
  'review.writing.nudge-again': '“{box}” has an “again” that may sound like blame',
  'review.writing.nudge-why': 'What made that likely? Conditions can be changed.',
  'review.writing.take-back-title': 'Take it back',
  'review.writing.take-back-sure':
    'Everything that you handed in and all that you typed is deleted, and nobody will have read it. You can write anew until it closes.',
  'review.writing.take-back-yes': 'Take it back',
  'review.writing.taken-back': 'It is taken back, and nobody will have read it.',
  'review.writing.nothing-to-take': 'There is nothing of yours that can be taken back.',

  // Messages to those who take part
  'review.writing.please': '“{title}”: please write down what you saw. It takes about {minutes} minutes.',
  'review.writing.please-again': '“{title}”: one more question. It takes about {minutes} minutes.',
  'review.writing.until': 'Open until {until}.',
  'review.writing.is-closed': '“{title}”: writing is over. Thank you.',
  'review.writing.is-paused': '“{title}” is paused: nothing is collected now.',
  'review.writing.remind': '“{title}” closes {until}, and you have not finished. It takes about {minutes} minutes.',
  'review.writing.remind-all':
    '“{title}” closes {until}. If you have finished there is nothing to do: who has finished is not kept by name before several have. It takes about {minutes} minutes.',
  'review.writing.key-lost':
    '“{title}”: the server’s database had to start again, and with it went what told that something is yours. Nothing that was handed in is lost. You can still add, and no longer change what you handed in before.',

  // Own card, and the card of whoever leads
  'review.writing.count': '{done} of {of} people are done.',
  'review.writing.count-at': '{done} of {of} were done at {at}.',
  'review.writing.count-lost': 'How many are done is not counted any more: the server’s database had to start again.',
  'review.writing.you-are-done': 'You are done. You can change what you wrote until it closes.',
  'review.writing.unfinished': 'Not done yet: {people}.',
  'review.writing.shown-count':
    '{shown, plural, one {# point} other {# points}}, from {people, plural, one {one person} other {# people}}.',
  'review.writing.held-count': '{held, plural, one {# point is} other {# points are}} held back.',
  'review.writing.withdrawn-count': '{count, plural, one {# item} other {# items}} withdrawn.',
  'review.writing.answers': '{question} {answers}',
  'review.writing.answer': '{answer}: {count}',
  'review.writing.read-all': 'Read all points',
  'review.writing.add': 'Add a point',
  'review.writing.urgent-heading': 'To fix today',
  'review.writing.urgent-means':
    'Somebody wrote this before the rest is shown. Harm or crime belongs to your organisation’s safeguarding or whistleblowing route. You can pause the review.',

  // Looking through
  'review.writing.screen-heading': 'Look through what was written',
  'review.writing.screen-means':
    'Hold back only personal data, abuse or threats: how many are held back is shown to all, and nothing is deleted. Without you, the rest is shown {until}.',
  'review.writing.screen-more': 'Show the others ({count})',
  'review.writing.hold': 'Hold back',
  'review.writing.release': 'Release',
  'review.writing.reveal': 'Show everything now',
  'review.writing.may-name': 'May name somebody.',
  'review.writing.hold-title': 'Hold it back',
  'review.writing.hold-intro':
    '“{text}” – It is not shown, and not deleted. All are told that one more point is held back, and why in a word.',
  'review.writing.hold-why': 'Why?',
  'review.writing.held-personal': 'Personal data',
  'review.writing.held-abuse': 'Abuse or a threat',
  'review.writing.held-other': 'Another reason',
  'review.writing.hold-words': 'In your words',
  'review.writing.hold-words-hint': 'Only whoever leads after you reads it. Needed where you choose “Another reason”.',
  'review.writing.hold-submit': 'Hold back',
  'review.writing.hold-choose': 'Please choose why.',
  'review.writing.hold-needs-words': 'Please say why in your words.',
  'review.writing.hold-gone': 'This point is held back or withdrawn already.',
  'review.writing.held-done': 'It is held back. You can release it on your card of the review.',
  'review.writing.held-done-abuse':
    'It is held back, and those who look after the community are told as its moderators. Who wrote it is not known to anybody. A threat belongs to the police or to your organisation’s security.',
  'review.writing.released': 'It is shown now.',
  'review.writing.released-screening': 'It is among those that will be shown.',
  'review.writing.not-held': 'This point is not held back any more.',
  'review.writing.held-heading': 'Held back',
  'review.writing.not-leading': 'Only whoever leads this review can do that.',
  'review.writing.moved-on': 'This has moved on already.',
  'review.writing.revealed': 'Everything that is not held back is shown now.',
  'review.writing.nothing-waits': 'Nothing waits to be looked through.',
  'review.writing.moderators':
    'In the review “{title}” a point was held back as abuse or a threat. Who wrote it is not known: names were not kept, and nobody can find out.',
  'review.writing.moderators-named': 'In the review “{title}” a point was held back as abuse or a threat.',
  'review.writing.moderators-means':
    'You are told as a moderator of the community. A threat belongs to the police or to your organisation’s security; harm to somebody belongs to its safeguarding route.',

  // What is shown
  'review.writing.point-summary': '{about}: {text}',
  'review.writing.point-by': '{about} · {name}, {organisation}',
  'review.writing.point-about': '{about}',
  'review.writing.added-late': 'Added after reveal.',
  'review.writing.evidence': 'Evidence: {link}',
  'review.writing.point-held': 'One point is held back: {why}.',
  'review.writing.point-withdrawn': '1 item withdrawn.',
  'review.writing.list-title': '“{title}”: {count, plural, one {# point} other {# points}}',
  'review.writing.list-more': 'More ({count})',
  'review.writing.list-empty': 'Nothing is shown yet.',
  'review.writing.list-gone': 'You cannot read this review.',
  'review.writing.withdraw': 'Withdraw',
  'review.writing.withdraw-sure': 'Withdraw this point?',
  'review.writing.withdraw-means':
    'Its words are taken away wherever they are shown. That one item was withdrawn stays.',
  'review.writing.withdrawn-done': 'It is withdrawn.',
  'review.writing.not-yours': 'That is not yours, or it is withdrawn already.',

  // Asking about a point
  'review.writing.challenge': 'Ask about it',
  'review.writing.challenge-title': 'Ask about a point',
  'review.writing.challenge-intro':
    '“{text}” – Say to whoever leads why it should be looked at, such as that it names somebody or is not so. Your name is not kept with it, and they are told within the hour.',
  'review.writing.challenge-why': 'Why should it be looked at?',
  'review.writing.challenge-submit': 'Ask',
  'review.writing.challenge-long': 'Please write at most {most} characters; these are {length}.',
  'review.writing.challenge-empty': 'Please say why.',
  'review.writing.challenge-gone': 'This point is not shown any more.',
  'review.writing.challenge-done': 'Thank you. Whoever leads is told within the hour, without your name.',
  'review.writing.challenges-heading': 'Somebody asks you to look at a point',
  'review.writing.challenge-leave': 'Leave it as it is',
  'review.writing.challenge-left': 'It stays as it is.',
  'review.writing.challenge-settled': 'That has been settled already.',
  'review.writing.challenge-told':
    'In the review “{title}” somebody asks you to look at a point. It is on your card of the review.',

  // Adding under one's name
  'review.writing.add-title': 'Add a point',
  'review.writing.add-intro':
    'The others are shown already, so this is shown at once, under your name, marked “added after reveal”. What is written can be asked for under FOI or data-protection law.',
  'review.writing.add-question': 'What is it about?',
  'review.writing.add-text': 'Your points',
  'review.writing.add-submit': 'Show it',
  'review.writing.add-done': 'It is shown, under your name.',
  'review.writing.add-closed': 'Nothing more is added to this review.',
} as const;
