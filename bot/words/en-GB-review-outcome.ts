/** English sentences of what comes of a review: lessons, recommendations, the sponsor's answers, objections. */
export const reviewOutcomeSentences = {
  // Whoever presses what they may not, or what is over
  'review.outcome.gone': 'That is not there any more, or it is not yours to see.',
  'review.outcome.moved-on': 'That has moved on already. This is how it stands now.',
  'review.outcome.not-yours': 'That is for somebody else to do. This is how it stands.',
  'review.outcome.not-now': 'Nothing can be added or changed here at the moment: it is not being agreed on.',
  'review.outcome.only-participants': 'Those who take part add this, and whoever leads.',
  'review.outcome.only-leading': 'Only whoever leads this review can do that.',
  'review.outcome.only-writers': 'Only who proposed it and whoever leads can change it, while it is being agreed on.',
  'review.outcome.only-sponsor': 'Only the sponsor of this review can do that.',
  'review.outcome.only-keepers':
    'Only whoever leads, the sponsor and the facilitators of the community say how far a lesson has come.',
  'review.outcome.too-long': 'Please write at most {most} characters; these are {length}.',
  'review.outcome.why-missing': 'Please say why.',
  'review.outcome.save': 'Save',
  'review.outcome.open': 'Open',
  'review.outcome.edit': 'Change',
  'review.outcome.take-back': 'Take it back',
  'review.outcome.state': 'How it stands',
  'review.outcome.because': 'Because: {why}',
  'review.outcome.topic': 'From which topic?',
  'review.outcome.the-sponsor': 'the sponsor',
  'review.outcome.person': '{name}, {organisation}',
  'review.outcome.nobody': 'nobody yet',
  'review.outcome.nobody-found':
    'Nobody of this name is in your reviews or their communities. Type the name of one person: a team cannot own an action.',
  'review.outcome.nudge-names':
    'This names {names}. Lessons and recommendations work better with what made it likely than with who was there, and more people will read them. What made it likely? You can change the words, or save them as they are.',

  // Lists
  'review.outcome.lessons': 'Lessons of {title}',
  'review.outcome.recommendations': 'Recommendations of {title}',
  'review.outcome.actions': 'Actions of {title}',
  'review.outcome.objections': 'Objections to the draft of {title}',
  'review.outcome.all-lessons': 'See {count, plural, one {# lesson} other {# lessons}}',
  'review.outcome.all-recommendations': 'See {count, plural, one {# recommendation} other {# recommendations}}',
  'review.outcome.all-actions': 'See {count, plural, one {# action} other {# actions}}',
  'review.outcome.all-objections': 'See {count, plural, one {# objection} other {# objections}}',
  'review.outcome.list-empty': 'There is nothing here yet.',
  'review.outcome.more': '{more} more',
  'review.outcome.more-lessons': 'More lessons',
  'review.outcome.community-lessons': 'What {community} learned',
  'review.outcome.lessons-note':
    'Lessons of reviews: what colleagues learned, not checked by anybody else. You see them because you read in this community.',

  // On each person's card
  'review.outcome.panel': 'What comes of it',
  'review.outcome.panel-add':
    'Add what you learned, what somebody should look at, and what will be done: each takes about three minutes. All who take part read it, under your name. What stays goes into the report.',
  'review.outcome.panel-offered':
    '{count, plural, one {An action is waiting for your yes or no:} other {# actions are waiting for your yes or no:}}',
  'review.outcome.panel-sponsor':
    'You are the sponsor: {owed, plural, one {# recommendation waits} other {# recommendations wait}} for your answer.',
  'review.outcome.panel-object':
    'Is something in the draft wrong, or should it not be there? Object to it: two minutes, under your name. Whoever leads answers.',
  'review.outcome.panel-after':
    '{count, plural, =0 {Nothing is open any more.} one {# action is open. Whoever has it is reminded.} other {# actions are open. Whoever has them is reminded.}}',
  'review.outcome.add-lesson': 'Add a lesson',
  'review.outcome.add-recommendation': 'Add a recommendation',
  'review.outcome.add-action': 'Add an action',
  'review.outcome.answer-all': 'Answer the recommendations',
  'review.outcome.object': 'Object to the draft',
  'review.outcome.close': 'Close it with what is open',

  // On the card of whoever leads
  'review.outcome.lead-no-lesson': 'Before it can go on: at least one lesson, or the reason why there is none.',
  'review.outcome.lead-none-said': 'No lesson, because: {why}',
  'review.outcome.none-button': 'No lesson, and why',
  'review.outcome.none-change': 'Change the reason',
  'review.outcome.lead-unanswered':
    'Before it can go on: {count, plural, one {# recommendation needs} other {# recommendations need}} an action, to be put to the sponsor, or a reason why nothing is done.',
  'review.outcome.lead-vague':
    '{count, plural, one {# action has} other {# actions have}} nobody to do it. Name another owner, drop it, or put it to the sponsor.',
  'review.outcome.lead-weak':
    'All actions so far are weak ones: training, reminders, written rules. They fade soonest. Is there one that changes how the work is done, so that the mistake cannot happen? It is only a question: you can go on as it is.',
  'review.outcome.lead-proposed':
    '{count, plural, one {# action has} other {# actions have}} not been put to the owner yet. That happens by itself when the draft goes out.',
  'review.outcome.offer-all': '{count, plural, one {Put it to its owner now} other {Put all # to their owners now}}',
  'review.outcome.offered-all':
    '{count, plural, =0 {There was nothing left to offer.} one {Its owner is asked to accept or decline it.} other {Their owners are asked to accept or decline them.}}',
  'review.outcome.lead-objections':
    'Before it can be published: {count, plural, one {# objection waits} other {# objections wait}} for you.',
  'review.outcome.lead-owed':
    'The sponsor has not answered {count, plural, one {# recommendation} other {# recommendations}}. After {until} it can be published without; the report says then that there was no answer. You can also write an answer down for them.',
  'review.outcome.lead-vacant':
    'The sponsor has left, and {count, plural, one {# recommendation has} other {# recommendations have}} no answer. It can be published all the same: the report says that there is no sponsor.',
  'review.outcome.lead-confirm':
    '{count, plural, one {# action is said to be done and waits} other {# actions are said to be done and wait}} for you to look:',
  'review.outcome.lead-more': 'And {more} more.',

  // Lessons
  'review.outcome.lesson-title': 'Add a lesson',
  'review.outcome.lesson-edit-title': 'Change a lesson',
  'review.outcome.lesson-intro':
    'Say it so that somebody who was not there can use it. All who take part read it under your name. Once the report is published, those who read that do too, without your name. It takes about three minutes.',
  'review.outcome.lesson-when': 'When …',
  'review.outcome.lesson-when-hint': 'In what situation it helps. Such as: a count runs past midnight',
  'review.outcome.lesson-do': 'do …',
  'review.outcome.lesson-do-hint': 'What to do. Such as: have a second team ready from eleven',
  'review.outcome.lesson-because': 'because …',
  'review.outcome.lesson-because-hint': 'What happened otherwise. Such as: tired people counted two boxes twice',
  'review.outcome.lesson-missing': 'Please fill this in: a lesson says when, what to do, and why.',
  'review.outcome.lesson-context': 'What else one should know',
  'review.outcome.lesson-context-hint': 'Where it was so, and where it may not be.',
  'review.outcome.lesson-applies': 'Whom it is for',
  'review.outcome.lesson-applies-hint': 'A kind of work or team, not a person.',
  'review.outcome.lesson-tags': 'Tags',
  'review.outcome.lesson-tags-hint': 'Words by which it is found next time, with commas between them.',
  'review.outcome.lesson-tags-many': 'Please give at most {most} tags of at most {length} characters each.',
  'review.outcome.lesson-by': 'Proposed by',
  'review.outcome.lesson-line': 'When {when}, do: {do}, because {because}',
  'review.outcome.lesson-short': '{when}: {do}',
  'review.outcome.lesson-from': 'From the review “{title}”.',
  'review.outcome.lesson-saved': 'Saved. It is a draft until the report is published.',
  'review.outcome.lesson-saved-alike':
    'Saved. {count, plural, one {An earlier lesson sounds} other {# earlier lessons sound}} like it: please say what it is to yours.',
  'review.outcome.lesson-withdrawn': 'Taken back. It stands in no list and in no report.',
  'review.outcome.standing-draft': 'Draft, not published',
  'review.outcome.standing-conversation': 'Conversation – unofficial, not checked',
  'review.outcome.standing-withdrawn': 'Taken back',
  'review.outcome.times': 'seen before: {times, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} time',
  'review.outcome.like-ask': 'This is an earlier lesson. Does it say the same as yours?',
  'review.outcome.like-where':
    'From “{title}”, learned {times, plural, =1 {once} =2 {twice} other {# times}} so far. {standing}. Shown because both use the same words.',
  'review.outcome.like-same': 'It says the same as this earlier lesson:',
  'review.outcome.like-related': 'It has to do with this earlier lesson:',
  'review.outcome.like-same-button': 'The same',
  'review.outcome.like-related-button': 'Related',
  'review.outcome.like-different-button': 'Different',
  'review.outcome.like-same-said':
    'Noted: the same lesson, seen for the {times, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} time. The report says so.',
  'review.outcome.like-said': 'Noted.',

  // No lesson
  'review.outcome.none-title': 'No lesson',
  'review.outcome.none-intro':
    'It may be that nothing went wrong and nothing is to be done differently. Then say so: the report prints it.',
  'review.outcome.none-why': 'Why is there no lesson?',
  'review.outcome.none-keep': 'What worked, and should be kept?',
  'review.outcome.none-keep-hint': 'What worked today may be forgotten in a year.',
  'review.outcome.none-kept': 'To be kept: {keep}',
  'review.outcome.none-saved': 'Saved. The review can go on without a lesson.',

  // How far a lesson has come
  'review.outcome.life-identified': 'identified',
  'review.outcome.life-being-implemented': 'being implemented',
  'review.outcome.life-implemented': 'implemented',
  'review.outcome.life-embedded': 'embedded: part of how people work',
  'review.outcome.life-not-taken-up': 'not taken up',
  'review.outcome.life-superseded': 'another lesson stands for it now',
  'review.outcome.life-change': 'How far it has come',
  'review.outcome.life-title': 'How far it has come',
  'review.outcome.life-intro': '{lesson} – So far: {life}.',
  'review.outcome.life-label': 'How does it stand?',
  'review.outcome.life-why': 'Why?',
  'review.outcome.life-why-hint': 'Needed where it is not taken up.',
  'review.outcome.life-by': 'Which lesson stands for it now?',
  'review.outcome.life-missing': 'Please choose one.',
  'review.outcome.life-by-missing': 'Please choose the lesson that stands for it.',
  'review.outcome.life-done': 'Noted: {life}.',
  'review.outcome.embed-effect':
    'An action from this lesson made a difference: “{evidence}”. Is the lesson part of how people work by now?',
  'review.outcome.embed-year':
    'For a year nothing like this was learned again, though {count, plural, one {# review} other {# reviews}} of such work were published. Is the lesson part of how people work by now?',
  'review.outcome.embed-yes': 'Yes, it is',
  'review.outcome.embed-later': 'Not yet',
  'review.outcome.embed-why':
    'You see this because you look after what comes of this review. Only people can say it: nothing is counted as embedded by itself.',
  'review.outcome.embed-not': 'There is nothing yet on which that could rest, or it has been said already.',
  'review.outcome.embed-done': 'Noted: it is part of how people work. Thank you for looking.',
  'review.outcome.embed-later-done': 'Noted. I ask again in a year, if nothing happens before.',

  // Recommendations
  'review.outcome.recommendation-title': 'Add a recommendation',
  'review.outcome.recommendation-edit-title': 'Recommendation',
  'review.outcome.recommendation-intro':
    'Something that others should do or decide. The sponsor answers each: yes, partly, or no with a reason, and the report prints it. All who take part read it under your name. It takes about two minutes.',
  'review.outcome.recommendation-text': 'What do you recommend?',
  'review.outcome.recommendation-to': 'Who should do it?',
  'review.outcome.recommendation-to-hint': 'A body or a part of one, such as: the elections board. Not a person.',
  'review.outcome.recommendation-missing': 'Please say what you recommend.',
  'review.outcome.recommendation-to-missing': 'Please say to whom it is addressed: a body or a part of one.',
  'review.outcome.recommendation-saved':
    'Saved. It needs an action, to be put to the sponsor, or a reason for neither.',
  'review.outcome.recommendation-removed': 'Taken back.',
  'review.outcome.recommendation-held':
    'This review is on hold: nothing of it may be deleted now. Say in it that it does not hold any more.',
  'review.outcome.recommendation-has-actions': 'An action came of it, so it stays.',
  'review.outcome.recommendation-to-label': 'Addressed to',
  'review.outcome.recommendation-becomes': 'What becomes of it',
  'review.outcome.recommendation-open': 'Open: no action, not put to the sponsor, no reason',
  'review.outcome.recommendation-actions': '{count, plural, one {# action} other {# actions}}',
  'review.outcome.recommendation-referred': 'put to the sponsor',
  'review.outcome.recommendation-no-action': 'nothing is done, because: {why}',
  'review.outcome.recommendation-note': 'To {to} · {state}',
  'review.outcome.refer': 'Put it to the sponsor',
  'review.outcome.referred':
    'It is put to the sponsor as a recommendation, with everything that was written. They answer it once the draft goes out.',
  'review.outcome.referred-why': 'put to the sponsor',
  'review.outcome.referral-measure': 'Done when: {measure}',
  'review.outcome.referral-due': 'Wished for by: {due}',
  'review.outcome.leave': 'Nothing is done, and why',
  'review.outcome.leave-title': 'Nothing is done',
  'review.outcome.leave-why': 'Why is nothing done about it?',
  'review.outcome.left': 'Noted. The report prints the reason.',

  // The sponsor's answers
  'review.outcome.sponsor-title': 'Your answers to the recommendations of “{title}”',
  'review.outcome.sponsor-owed':
    '{owed, plural, =0 {You have answered all of them. You can still change an answer.} one {# of {count} has no answer yet.} other {# of {count} have no answer yet.}} Each takes about a minute. Those who read the report read your answers, under your name.',
  'review.outcome.sponsor-by':
    'Please answer before {until}. What has no answer then is printed as “no answer”, and the report is not held up.',
  'review.outcome.sponsor-later':
    'The draft of “{title}” is being changed. You are asked again when the recommendations stand.',
  'review.outcome.why-sponsor': 'You see this because you are the sponsor of this review.',
  'review.outcome.answer': 'Answer',
  'review.outcome.answer-change': 'Change the answer',
  'review.outcome.record': 'Write down the sponsor’s answer',
  'review.outcome.answer-title': 'Your answer',
  'review.outcome.record-title': 'The sponsor’s answer',
  'review.outcome.answer-intro': '“{text}” – To {to}. Your answer and its reason are printed in the report.',
  'review.outcome.record-intro':
    '“{text}” – To {to}. Write down what the sponsor said. The report says that you recorded it.',
  'review.outcome.answer-label': 'The answer',
  'review.outcome.answer-accept': 'Accept: it is done',
  'review.outcome.answer-part': 'Accept in part',
  'review.outcome.answer-reject': 'Reject',
  'review.outcome.answer-why': 'Reason',
  'review.outcome.answer-why-hint': 'Needed where it is not accepted as it is. For a part: which part.',
  'review.outcome.answer-missing': 'Please choose an answer.',
  'review.outcome.answered': 'Thank you. Your answer is printed in the report. You can change it until then.',
  'review.outcome.recorded': 'Written down. The report says that you recorded it for the sponsor.',
  'review.outcome.answer-accept-state': 'Accepted by the sponsor, {day}',
  'review.outcome.answer-part-state': 'Accepted in part by the sponsor, {day}',
  'review.outcome.answer-reject-state': 'Rejected by the sponsor, {day}',
  'review.outcome.answer-none-state': 'No answer by {day}',
  'review.outcome.answer-by': 'Answered by {name}',
  'review.outcome.answer-recorded': 'Recorded by {name} for the sponsor',

  // A sponsor who has left
  'review.outcome.vacant': 'The sponsor of the review “{title}” has left.',
  'review.outcome.vacant-means':
    'The sponsor answers recommendations, and hears of what stays undone. Without one the review goes on, and its report says that there is no sponsor.',
  'review.outcome.vacant-name': 'Name another sponsor',
  'review.outcome.vacant-why': 'You see this because you are an admin of the organisation of this review.',
  'review.outcome.vacant-over': 'The review “{title}” has a sponsor again, or is over.',
  'review.outcome.vacant-title': 'Name a sponsor',
  'review.outcome.vacant-intro':
    'For the review “{title}”. Whoever you choose is asked at once about recommendations that are still open.',
  'review.outcome.vacant-person': 'Who is the sponsor?',
  'review.outcome.vacant-hint': 'Type a name: somebody of the community of this review.',
  'review.outcome.vacant-submit': 'Name them',
  'review.outcome.vacant-named': '{name} is the sponsor of “{title}” now.',

  // Objections
  'review.outcome.object-title': 'Object to the draft',
  'review.outcome.object-intro':
    'Say what is wrong in the draft, or should not be in it. Objections always carry your name, and all who take part read them. Whoever leads takes it up, answers it, or prints it beside the draft as disputed.',
  'review.outcome.object-text': 'What do you object to, and why?',
  'review.outcome.object-hint': 'Which lesson, recommendation or fact, and what would be right.',
  'review.outcome.object-submit': 'Object',
  'review.outcome.object-missing': 'Please say what you object to.',
  'review.outcome.object-not-now': 'The draft is not being checked any more, or not yet.',
  'review.outcome.object-not-yours':
    'Those who take part and the sponsor can object, and whoever is named in the draft.',
  'review.outcome.objected': 'Whoever leads has your objection. You hear what becomes of it.',
  'review.outcome.objection': '{name} objects to the draft:',
  'review.outcome.objection-note': '{name} · {state}',
  'review.outcome.objection-open': 'Open',
  'review.outcome.objection-accepted': 'Accepted: the draft is being changed',
  'review.outcome.objection-settled': 'Answered',
  'review.outcome.objection-withdrawn': 'Taken back by who said it',
  'review.outcome.objection-printed': 'Printed in the report, as disputed',
  'review.outcome.objection-answer': 'The answer of whoever leads:',
  'review.outcome.objection-accept': 'Accept it',
  'review.outcome.objection-accept-title': 'Accept the objection?',
  'review.outcome.objection-accept-text':
    'The review goes back to where things are agreed on, so that the draft can be changed. Everybody is told.',
  'review.outcome.objection-accept-yes': 'Yes, go back',
  'review.outcome.objection-settle': 'Answer it, or print it',
  'review.outcome.objection-withdraw': 'Take it back',
  'review.outcome.objection-over': 'This objection has been decided already.',
  'review.outcome.objection-not-yours': 'Only who said it can take it back.',
  'review.outcome.objection-accepted-said': 'Accepted: it is agreed on anew, and everybody is told.',
  'review.outcome.objection-withdrawn-said': 'Taken back.',
  'review.outcome.settle-title': 'Answer an objection',
  'review.outcome.settle-intro': '“{text}”',
  'review.outcome.settle-how': 'What becomes of it?',
  'review.outcome.settle-settled': 'It is answered, and the draft stays as it is',
  'review.outcome.settle-printed': 'It is printed in the report, as disputed',
  'review.outcome.settle-answer': 'Your answer',
  'review.outcome.settle-hint': 'All who take part read it. Printed, it stands below the objection.',
  'review.outcome.settle-missing': 'Please choose what becomes of it.',
  'review.outcome.settle-answer-missing': 'Please answer whoever objected.',
  'review.outcome.settled': 'Noted. Whoever objected is told.',

  // Closing
  'review.outcome.close-title': 'Close the review',
  'review.outcome.close-intro':
    '{count, plural, =0 {Nothing is open.} one {# action is open. Say why it is not done: it is listed as not done, with your reason. Whoever has it is still reminded of it.} other {# actions are open. Say of each why it is not done: they are listed as not done, with your reasons. Whoever has them is still reminded of them.}}',
  'review.outcome.close-why': 'Why is it closed now?',
  'review.outcome.close-item': 'Why is this not done? {text}',
  'review.outcome.close-rest': 'And the other {count}: why are they not done?',
  'review.outcome.close-submit': 'Close it',
  'review.outcome.closed':
    '“{title}” is closed, {count, plural, =0 {with nothing open} one {with # action not done} other {with # actions not done}}.',

  // From last time
  'review.outcome.before-title': 'From last time, for “{title}”',
  'review.outcome.before':
    'From last time: {actions, plural, =0 {no open action} one {# open action} other {# open actions}}, {lessons, plural, =0 {no lesson} one {# lesson} other {# lessons}}',
  'review.outcome.before-look': 'Look at what there is from last time',
  'review.outcome.before-why':
    'Shown because reviews in this community had the same tag or the same words. Lessons are unofficial and not checked.',
  'review.outcome.before-none': 'There is nothing from last time that you can read.',
} as const;
