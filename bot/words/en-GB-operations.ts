/** English sentences for the operator: what threatens the deployment, and that it is over. No person and no community is named. */
export const operationSentences = {
  'operations.section': 'What to do is in RUNBOOK.md, section {section}. npm run doctor shows how things stand.',
  'operations.secret':
    'The secret of the connection “{connection}” ({organisation}, {platform}) ends in {days, plural, one {# day} other {# days}}, on {day}. Make a new one and run: npm run connect -- rotate {connection}',
  'operations.secret-today':
    'The secret of the connection “{connection}” ({organisation}, {platform}) ends today. Make a new one and run: npm run connect -- rotate {connection}',
  'operations.secret-ended':
    'The secret of the connection “{connection}” ({organisation}, {platform}) ended on {day}. What is owed there waits. Make a new one and run: npm run connect -- rotate {connection}',
  'operations.secret-over': 'The connection “{connection}” ({organisation}, {platform}) has a new secret.',
  'operations.ended':
    'The connection “{connection}” ({organisation}, {platform}) has ended: its app was removed there, or its token withdrawn. What is owed there waits.',
  'operations.ended-over': 'The connection “{connection}” ({organisation}, {platform}) is back.',
  'operations.refused':
    '{platform} refuses what Guildhall identifies itself with at {organisation} ({code}). {messages, plural, one {# message has} other {# messages have}} waited there, the oldest for {minutes, plural, one {# minute} other {# minutes}}.',
  'operations.deaf':
    '{platform} could not reach Guildhall for {minutes, plural, one {# minute} other {# minutes}}: no process has its door open.',
  'operations.cut-off':
    '{platform} could not reach the connection “{connection}” for {minutes, plural, one {# minute} other {# minutes}}: no process has a socket of it open.',
  'operations.cut-off-over':
    '{platform} can reach the connection “{connection}” again. What was said meanwhile is being looked for.',
  'operations.deaf-over': '{platform} can reach Guildhall again. What was said meanwhile is being looked for.',
  'operations.lane':
    'Messages for {organisation} ({platform}) do not arrive: {messages, number}, the oldest for {minutes, plural, one {# minute} other {# minutes}}. Nothing is lost.',
  'operations.lane-over': 'Messages for {organisation} ({platform}) arrive as usual again.',
  'operations.queue':
    'Work that was due has waited for {minutes, plural, one {# minute} other {# minutes}}: no worker takes it up, or too few do.',
  'operations.queue-over': 'Work that is due is taken up as usual again.',
  'operations.dead':
    'What Guildhall has given up so far: {events, plural, =0 {no events} one {# event} other {# events}} and {messages, plural, =0 {no messages} one {# message} other {# messages}}. npm run jobs -- failed lists them.',
  'operations.dead-over': 'Nothing is given up any more.',
  'operations.stored':
    'An event that was accepted and is not acted on waits for {minutes, plural, one {# minute} other {# minutes}}.',
  'operations.stored-over': 'Everything that was accepted is acted on in time again.',
  'operations.disk': 'The disk of the data folder has {megabytes, number} MB left.',
  'operations.disk-over': 'The disk of the data folder has room again.',
} as const;
