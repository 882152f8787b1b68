/** English sentences of answers that a language model drafts from what people answered. */
export const draftingSentences = {
  'drafting.button': 'Draft an answer from these',
  'drafting.offer':
    'A language model can draft one from {count, plural, one {this answer} other {these # answers}}; you see it first, in private.',
  'drafting.coming':
    'Writing from {count, plural, one {# answer} other {# answers}}. It comes to you in a private message in a moment.',
  'drafting.off':
    'Drafts are off: nothing here may be given to a language model. Everything that was found is still there.',
  'drafting.nothing':
    'There is nothing to draft from any more: what was found is gone, changed, or may not be given to a language model.',
  'drafting.spent-person':
    'You have had as many drafts as one person may have for now. The next one is possible in {minutes, plural, one {# minute} other {# minutes}}. What was found is still there to read.',
  'drafting.spent-community':
    'As many drafts as there may be for now were made from what is answered in {community}. The next one is possible in {minutes, plural, one {# minute} other {# minutes}}. What was found is still there to read.',
  'drafting.spent-all':
    'As many drafts as there may be for now were made here. The next one is possible in {minutes, plural, one {# minute} other {# minutes}}. What was found is still there to read.',

  // The draft
  'drafting.writing': 'Writing from {count, plural, one {# answer} other {# answers}}…',
  'drafting.writing-note': 'This message changes when the draft is there, in half a minute at most. You need not wait.',
  'drafting.title': 'A draft from {count, plural, one {# answer} other {# answers}}',
  'drafting.label': 'Written by software from the answers below; check them.',
  'drafting.lowest': 'How far to trust it: {standing}',
  'drafting.source': '{by} ({day}, {standing})',
  'drafting.read': 'Read all of number {number}',
  'drafting.lost':
    '{count, plural, one {One answer that it rested on was} other {# answers that it rested on were}} changed or taken back since, or cannot be read by you any more. What was written from {count, plural, one {it} other {them}} has gone.',
  'drafting.left-nothing': 'Nothing of this draft is left. What it rested on was changed or taken back since.',
  'drafting.empty':
    'No draft: nothing that the language model wrote held against what people answered. Here is what was found.',
  'drafting.failed':
    'No draft: the language model did not answer in time, or not well (reference {fault}). Nothing is lost. Here is what was found.',
  'drafting.gone': 'A draft was kept here for 14 days, and is forgotten. Look again to have another one.',
  'drafting.useful': 'This was useful',
  'drafting.not-useful': 'This was not useful',
  'drafting.thanks': 'Thank you. That is counted, without your name and without any words.',

  // Sharing it
  'drafting.share': 'Share with everyone here',
  'drafting.share-where': 'Everyone in the channel in which you asked would see it, under your name.',
  'drafting.is-shared': 'You shared it in the channel in which you asked.',
  'drafting.share-done': 'Shared in the channel, under your name.',
  'drafting.share-not-all':
    'Not shared: not everybody who can open that channel may read every answer that it rests on. You can share the answers themselves with whoever may read them.',
  'drafting.share-unbound':
    'Not shared: that channel belongs to no community in which I may speak, so I cannot tell who reads there.',
  'drafting.share-over': 'Not shared: nothing of this draft is left to share.',
  'drafting.shared-by':
    '{name} of {organisation} shares a draft from {count, plural, one {# answer} other {# answers}}',
  'drafting.shared-gone': 'A draft was shared here. What it rested on was changed or taken back since.',

  // Settings
  'drafting.fact': 'Drafts by a language model',
  'drafting.community-on':
    'May be written from what is answered here, where every organisation that shares it allows that',
  'drafting.community-off': 'Never from what is answered here',
  'drafting.community-on-button': 'Allow drafts by a language model',
  'drafting.community-off-button': 'No drafts by a language model',
  'drafting.organisation-on':
    'A language model may draft answers for your people, from what they may read in communities whose organisations all allow it. What is drafted from leaves this machine for the model.',
  'drafting.organisation-off':
    'No language model is given anything that is answered in communities that you share, and your people get no drafts.',
  'drafting.organisation-on-button': 'Allow drafts by a language model',
  'drafting.organisation-off-button': 'No drafts by a language model',
} as const;
