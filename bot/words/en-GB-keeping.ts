/** English sentences of keeping a community and its channels in step. */
export const keepingSentences = {
  'keeping.apart': 'Kept apart',
  'keeping.apart-means': 'Joining a channel or leaving it changes nothing in the community, nor the other way round.',
  'keeping.channel': 'The channels lead',
  'keeping.channel-means':
    'Who joins a channel by themselves joins the community, and who is added to one is invited; where it is not open, those who look after it are told. Who leaves the last channel leaves it.',
  'keeping.community': 'The community leads',
  'keeping.community-means':
    'Who joins the community is added to a channel of their organisation, or told where it is. Who leaves it is taken out of private channels, or you are told.',
  'keeping.apart-note': 'Joining or leaving one changes nothing in the other.',
  'keeping.channel-note': 'Who joins a channel joins or is invited; who leaves the last one leaves.',
  'keeping.community-note': 'Members are added to a channel; who leaves is taken out of private ones.',
  'keeping.button': 'Members and channels',
  'keeping.fact': 'Members and channels',
  'keeping.line':
    '{how}. {others, plural, =0 {Everybody in its channels is a member} one {# person in its channels is not a member} other {# people in its channels are not members}}; {nowhere, plural, =0 {every member is in a channel} one {# member is in no channel} other {# members are in no channel}}.',
  'keeping.line-uncounted': '{how}. Who is in its channels has not been counted yet.',
  'keeping.title': 'Members and channels of {community}',
  'keeping.no-channels': 'It has no channel yet, so all of its members are in none.',
  'keeping.place': '<b>{channel}</b> ({organisation})',
  'keeping.channel-uncounted': 'Not counted yet: that happens within minutes, where the platform lets me.',
  'keeping.channel-count':
    '{people, plural, one {# person} other {# people}}. {count, plural, =0 {All are members.} one {# of them is not a member.} other {# of them are not members.}}',
  'keeping.channel-others': 'Not members: {names}.',
  'keeping.others-more': '{more, plural, one {# other} other {# others}}',
  'keeping.nowhere':
    '{nowhere, plural, =0 {Every member is in one of these channels.} one {# member is in none of these channels.} other {# members are in none of these channels.}}',
  'keeping.nowhere-named':
    '{nowhere, plural, one {# member is} other {# members are}} in none of these channels: {names}.',
  'keeping.counted': 'Who is in a channel is counted once a day, and noted when people come and go.',
  'keeping.change': 'Change which leads',
  'keeping.invite': 'Invite them',
  'keeping.invite-title': 'Invite them?',
  'keeping.invite-text':
    '{count, plural, one {The # person} other {The # people}} in {channel} who are not members are asked in private, each once. Nobody is enrolled.',
  'keeping.invited':
    '{invited, plural, =0 {Everybody in {channel} is a member of {community} already.} one {I am inviting # person from {channel} to {community}.} other {I am inviting # people from {channel} to {community}.}} Guests, people from outside and apps are left out.',
  'keeping.form-title': 'Members and channels',
  'keeping.intro':
    'What is to happen in {community} when people come and go? It holds from now on; nobody is moved who is there already.',
  'keeping.field': 'Which of the two leads?',
  'keeping.submit': 'Change',
  'keeping.unknown': 'Please choose one of these.',
  'keeping.changed': '{name} changed how members and channels of {community} are kept in step. {how}: {means}',
  'keeping.came': 'You came into {channel}, so you are in {community} as well.',
  'keeping.went':
    'You left {channel}, the last channel of {community} that you were in, so you have left {community} too.',
  'keeping.went-open': 'What you wrote stays. You can join again without the channel.',
  'keeping.went-closed': 'What you wrote stays. To come back, ask to be let in.',
  'keeping.went-some':
    'You left a channel, and so the community that it was the last channel of for you. What you wrote stays.',
  'keeping.others':
    '{count, plural, one {# person} other {# people}} in {channel} can read what is shown there and {count, plural, one {is} other {are}} not in {community}.',
  'keeping.where':
    '{community} talks in {channel} ({organisation}). I could not add you there: please open it yourself, or ask whoever looks after it.',
  'keeping.still':
    '{name} has left {community} and can still open {channel}. I could not take them out: please do it in {platform}.',
} as const;
