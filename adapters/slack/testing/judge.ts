/** Slack's judges over everything that we send: its own types as schemas, and the rules that no type can say. */
import type { Native } from '../../testing/harness.ts';
import { isShape } from '../shape.ts';
import { rules } from './rules.ts';
import { isJudged, schemas } from './schemas.ts';

/** What they say against a call, an answer to a delivery or the body of a response; empty when they accept it. */
export function judge(native: Native): readonly string[] {
  const found = rules(native);
  const body = isShape(native.body) ? native.body : {};
  if (isJudged(native.what)) return [...found, ...schemas().problems(native.what, body)];
  if (isShape(body.view)) found.push(...schemas().problems(body.view.type === 'home' ? 'home' : 'modal', body.view));
  const blocks = Array.isArray(body.blocks) ? body.blocks : [];
  return [...found, ...blocks.flatMap((block) => schemas().problems('block', block))];
}
