/** English sentences of a community's life: its stages, what its lead and its members are asked, and what is left of an archived one. */
export const lifecycleSentences = {
  // Stages
  'stage.label': 'Stage',
  'stage.forming': 'Finding its people',
  'stage.active': 'Active',
  'stage.quiet': 'Quieter than usual',
  'stage.dormant': 'Asleep: nothing was said in it for a while',
  'stage.archived': 'Archived: it can be read, and nothing new is added',
  'stage.archived-note': 'This community is archived. What was asked and answered in it can still be read.',
  'stage.row': '{purpose} ({members}, archived)',
  'stage.row-member': '{purpose} ({members}, you are one of them, archived)',
  'stage.is-archived':
    '{community} is archived: what is there can be read, and nothing new is added. Two of its members together can bring it back.',
  'stage.you-wrote': '{community} is archived, so what you wrote here was not passed on.',
  'stage.you-wrote-some': 'The community of this question is archived, so what you wrote here was not passed on.',

  // Buttons that lead to it
  'buttons.close': 'Close this community',
  'buttons.revive': 'Bring it back',

  // Closing
  'lifecycle.only-lead': 'Only the lead of {community} can do this.',
  'lifecycle.close-title': 'Close this community?',
  'lifecycle.close-text':
    '{community} is archived: nothing new is asked or answered in it, nobody joins, and no digest comes. It can still be read, and two of its members together can bring it back.',
  'lifecycle.close-yes': 'Yes, close it',
  'lifecycle.closed':
    '{community} is archived. It can still be read, and two of its members together can bring it back.',

  // A forming one
  'lifecycle.forming': '{community} has been finding its people for {days} days. Shall it go on?',
  'lifecycle.forming-takes':
    'A community carries itself once two people look after it, eight are in it, and three besides those who look after it have asked, answered or said hello within four weeks. Some take longer than others.',
  'lifecycle.extend': 'Give it {days} more days',
  'lifecycle.extended': '{community} goes on. I look again after {until}.',
  'lifecycle.formed': '{community} has found its people.',
  'lifecycle.forming-why': 'You see this because you look after this community. I ask once in sixty days.',

  // A quiet one
  'lifecycle.quiet': 'Less is said in {community} than usual.',
  'lifecycle.quiet-kind':
    'Quiet times are normal, and nothing is wrong with it. If you would like to stir it a little, here is what could be done now:',
  'lifecycle.quiet-why':
    'You alone see this. Two weeks were below what is usual in this community, or nothing was said for four: it is compared with itself alone, and nobody is counted.',

  // A dormant one
  'lifecycle.vote': 'Nothing was said in {community} for a while. What shall become of it?',
  'lifecycle.vote-means':
    'Kept, it goes on as it is. Archived, it can still be read, and nothing new is added. Whoever asks or answers something now wakes it up by that alone.',
  'lifecycle.vote-keep': 'Keep it',
  'lifecycle.vote-archive': 'Archive it',
  'lifecycle.vote-counts': 'So far: {keep} to keep it, {archive} to archive it.',
  'lifecycle.vote-note':
    'One choice for each member, and you can change it. What more than half of all members choose is done; without that it is archived after ninety days. Who chose what is shown to nobody.',
  'lifecycle.voted-keep': 'Noted: you would like to keep {community}. You can change that as long as it is asked.',
  'lifecycle.voted-archive': 'Noted: you would archive {community}. You can change that as long as it is asked.',
  'lifecycle.vote-kept': '{community} is kept: most of its members want it.',
  'lifecycle.vote-archived': '{community} is archived. It can still be read.',
  'lifecycle.vote-over': 'This is not asked any more: {community} goes on.',

  // One that nobody looks after
  'lifecycle.lead': 'Nobody looks after {community} at the moment. Would you lead it?',
  'lifecycle.lead-one':
    'You are among those who have contributed to it longest. Twenty minutes a week are enough, and you can hand it over at any time.',
  'lifecycle.lead-all':
    'Whoever is in it can: the first who presses does. Twenty minutes a week are enough, and it can be handed over at any time.',
  'lifecycle.take-lead': 'I will lead it',
  'lifecycle.not-lead': 'Not now',
  'lifecycle.not-lead-done': 'That is fine. I ask the other members of {community}.',
  'lifecycle.lead-over': 'This is not asked any more: somebody looks after {community}, or it has gone to sleep.',
  'lifecycle.lead-note': 'If nobody does within twenty working days, its members are asked what shall become of it.',

  // An archived one
  'lifecycle.archived': '{community} is archived',
  'lifecycle.archived-means':
    'Nothing new is asked or answered here, nobody joins, and no digest comes. What was asked and answered can still be read and found.',
  'lifecycle.learned': 'What {community} learned',
  'lifecycle.archived-note': 'This channel stays with it. If two members press the button, it goes on where it was.',
  'lifecycle.revive-one': 'One member would like it back. One more, and it is.',
  'lifecycle.revive-waits': 'Noted. Once one more member of {community} presses it too, it is back.',
  'lifecycle.back': '{community} is back: questions can be asked and answered in it.',
} as const;
