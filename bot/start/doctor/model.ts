/** Check of the language model: whether one is configured, and whether it is there. Never its key, and nothing that costs. */
import type { Config } from '../../config.ts';
import { type Finding, ok, warning } from './finding.ts';

/** A warning at most: everything goes on without one. */
export async function modelFinding({
  languageModel,
  hasStrayModelKey,
}: Pick<Config, 'languageModel' | 'hasStrayModelKey'>): Promise<Finding> {
  const what = { check: 'language model' };
  if (hasStrayModelKey)
    return warning(what, 'OPENAI_API_KEY is set and OPENAI_MODEL is not, so none is asked.', {
      todo: 'Set OPENAI_MODEL, if reports are to have a worded summary.',
    });
  if (languageModel === null) return ok(what, 'none is configured: reports have figures in place of a summary.');
  const { model, baseUrl } = languageModel;
  const { host } = new URL(baseUrl);
  // Loaded only here: the library takes a moment.
  const { checkModel } = await import('../../../adapters/openai/index.ts');
  const found = await checkModel(languageModel);
  switch (found.state) {
    case 'there':
      return ok(what, `${model} is there, at ${host}.`);
    case 'silent':
      return ok(what, `${host} can be reached; it does not say whether it has ${model}.`);
    case 'unlisted':
      return warning(what, `${host} can be reached and does not list ${model}.`, {
        todo: 'Set OPENAI_MODEL to one that it lists.',
      });
    case 'refused':
      return warning(what, `${host} refuses the key.`, { todo: 'Set OPENAI_API_KEY anew and start Guildhall again.' });
    case 'unreachable':
      return warning(what, `${host} cannot be reached.`, {
        todo: 'Check this machine’s network and proxy, and OPENAI_BASE_URL.',
      });
    case 'failed':
      return warning(what, `${host} answers with ${found.code}.`, { todo: 'Ask whoever runs it.' });
  }
}
