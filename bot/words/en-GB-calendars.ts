/** What Guildhall says about calendars, in English, by key. */
export const calendarSentences = {
  'calendar.title': 'Calendar',
  'calendar.intro':
    'When {community} works: reminders and its digest follow this zone, and leave these bank holidays out.',
  'calendar.zone': 'Time zone',
  'calendar.zone-hint': 'Type a city, such as London.',
  'calendar.zone-wrong': 'There is no such time zone. Type a city and choose from the list.',
  'calendar.holidays': 'Bank holidays',
  'calendar.holidays-wrong': 'Please choose one of these.',
  'calendar.england-and-wales': 'England and Wales',
  'calendar.scotland': 'Scotland',
  'calendar.northern-ireland': 'Northern Ireland',
  'calendar.none': 'None',
  'calendar.submit': 'Save',
  'calendar.choose': 'Open',
  'calendar.which': 'Which community’s calendar?',
  'calendar.lead-none': 'A community’s calendar is changed by its lead, and you lead none that I know by this.',
  'calendar.changed': 'Saved. {community} now works by {zone} time. Bank holidays: {holidays}.',

  // What it stands for in help
  'help.calendar': '{command} changes the time zone and bank holidays of a community that you lead.',
} as const;
