/** Which questions have an official route, and which are ordinary. */
import { expect, test } from 'vitest';
import { routesFor } from './official.ts';

test.each([
  ['A child in one of our families is being hit by her stepfather, what do I do?', ['safeguarding']],
  ['I am worried that a tenant is not safe at home.', ['safeguarding']],
  ['A resident told me she was threatened by her son. Who do I ring?', ['safeguarding']],
  ['One of my customers talks about killing himself.', ['safeguarding']],
  ['My manager is falsifying inspection records, who should know?', ['whistleblowing']],
  ['We found that a contractor bribed an officer.', ['whistleblowing']],
  ['How do I blow the whistle?', ['whistleblowing']],
  ['My line manager keeps bullying me in meetings.', ['grievance']],
  ['I have been harassed by a colleague.', ['grievance']],
  ['I want to raise a grievance.', ['grievance']],
])('“%s” has one', (words, routes) => {
  expect(routesFor(words)).toEqual(routes);
});

test.each([
  'Which safeguarding training do you give to taxi drivers?',
  'Does anybody have a whistleblowing policy that staff can read?',
  'How long do grievance hearings take with you?',
  'How do you count fraud cases in council tax support?',
  'Who audits claims for fraud in housing benefit?',
  'What do others do about bullying in schools?',
  'Is there a form for adults at risk who need a key safe?',
  'Do you shout about your successes in a newsletter?',
  'How do you stop people stealing grit from bins?',
  'Have you been hit by higher gate fees?',
  'Are children allowed at the hustings?',
  'How many shops were hit by the flood?',
  'Management was hurt by the audit finding, how do you report it?',
  'What helps residents who are hit by fuel poverty?',
  'A tenant is threatened with eviction, which form do you use?',
  'How big is the team that investigates Blue Badge fraud?',
  'I think our fraud policy is out of date, whose is newer?',
  'Our team has corrupted files, how do you restore them?',
  'We are writing an anti-bribery policy.',
  'I need the grievance policy template.',
  'My team runs the anti-harassment training, who else does?',
  'Our contractor picks up missed bins on Mondays. Is that usual?',
  'They were hit hard by the cuts, how do you manage?',
  'The service is being hit by staff shortages, how do others cover?',
])('“%s” is ordinary', (words) => {
  expect(routesFor(words)).toEqual([]);
});
