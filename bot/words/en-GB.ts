/**
 * Every sentence that Guildhall says, in English, by key. ICU message syntax; <b>..</b> is bold.
 * Values are put in as literal text. Plain words: nobody here "leverages" anything.
 */
export const enGB = {
  // The core
  'core.still-working': 'Still working on it. I will message you here in private when it is done.',
  'core.fault':
    'Something went wrong on our side (reference {id}). Nothing you wrote is lost, and I will try again by myself.',
  'core.fault-form':
    'Something went wrong on our side (reference {id}). Your words are still here: please press the button again.',
  'core.private-fault':
    'Something went wrong on our side (reference {id}), so I did not open this. Please press the button again.',
  'core.private-stranger':
    'I do not know this account yet, and I kept nothing of this. Please write me a message with the word help first, then try again.',
  'core.private-late': 'I am still keeping what you wrote. Open the form again in a moment to see whether it is there.',
  'core.private-late-press': 'Opening this takes me too long just now. Please press the button again in a moment.',
  'core.together': '{count, plural, one {# thing} other {# things}} for you',
  'core.unchecked': 'I could not check who you are just now. Please try again in a moment.',
  'core.outdated': 'This button is from an older version. Please use the newest message, or type help.',
  'core.open-form': 'Open the form',
  'core.form-button': 'Press the button to open the form.',
  'core.late-form': 'It took me a while to get to this. Here is the form that you asked for.',
  'core.late-step':
    'It took me a while to get to this. What you filled in so far is kept, and you can go on from here.',
  'core.late-invalid': 'I could not take this as it was. Here is what you wrote, so that nothing is lost:',

  // What the platform adapters say themselves
  'adapter.title': 'Guildhall',
  'adapter.close': 'Close',
  'adapter.late': 'Slack took too long to let me open the form. Please press the button or type the command again.',
  'adapter.someone': 'someone',
  'adapter.group': 'a group',
  'adapter.channel': 'a channel',
  'adapter.expired':
    'This form is too old to be taken. Your words are still here: please copy them and open the form again.',
  'adapter.done': 'Done.',
  'adapter.sent': 'I have sent you a message that only you can see.',
  'adapter.needed': 'Please fill this in.',
  'adapter.yes': 'Yes',
  'adapter.tick': 'Please tick this box.',
  'adapter.wrong': 'needs changing',
  'adapter.no-day':
    'I cannot read this as a date. Please choose it from the calendar, or write it like this: 2027-01-04',
  'adapter.typed': 'This is what you typed:',
  'adapter.not-all': 'Not everything fits in this list.',
  'adapter.nothing-found': 'Nothing found.',
  'adapter.general': 'General',
  'adapter.not-here': 'This cannot be opened from here. Please use the button in the newest message.',

  // The pages on which a Slack app is installed
  'install.installed': 'Guildhall is installed',
  'install.not-installed': 'Guildhall is not installed',
  'install.invite': 'It is in {workspace} now. Go back to Slack and invite it to a channel: /invite @Guildhall.',
  'install.not-allowed':
    '{workspace} may not install it yet. Ask whoever runs Guildhall to allow {id} (npm run connect -- allow {connection} {id}), then start again. Nothing was kept.',
  'install.taken':
    '{workspace} ({id}) belongs to another connection of this Guildhall. Ask whoever runs it which one to use. Nothing was kept.',
  'install.refused': 'Slack did not confirm the installation ({code}). Nothing was kept.',
  'install.cancelled': 'You did not confirm it in Slack. Nothing was changed.',
  'install.foreign': 'It was not started here, in this browser. Nothing was kept.',
  'install.late': 'More than ten minutes have passed since you started. Nothing was kept.',
  'install.used': 'This attempt has been used already: see in Slack whether Guildhall is there.',
  'install.away': 'This cannot be done just now. Wait a few minutes, then start again.',
  'install.again': 'Start again',

  // Words that several features share
  'words.byline': '<b>{name}</b> · {organisation} · {platform}',
  'words.former-member': 'Former member',
  'words.platform-slack': 'Slack',
  'words.platform-teams': 'Microsoft Teams',
  'words.platform-other': 'another platform',
  'words.cancel': 'Cancel',
  'words.step': 'Step {at, number} of {of, number}',
  'words.step-back': 'Back',
  'words.too-fast': 'You search very fast: wait a second, then type on.',
  'words.file': '{author} attached {file} in {platform}.',
  'words.file-ask': 'If you cannot open it, ask {author} for it.',
  'words.some-file': 'a file',
  'words.kilobytes': '{name} ({size, number} kB)',
  'words.megabytes': '{name} ({size, number} MB)',
  'words.only-facilitators': 'Only a facilitator of {community} can do this.',
  'words.gone-community':
    'That community is not there, or your organisation does not share it. Type communities to see what is.',
} as const;

export type EnGB = typeof enGB;
