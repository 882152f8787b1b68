/** A language model behind OpenAI's protocol, whoever runs it: words a summary and drafts an answer where one is configured. Nothing needs it. */
export { checkModel, type ModelState } from './check.ts';
export { createDrafter } from './drafter.ts';
export { createWriter } from './writer.ts';
