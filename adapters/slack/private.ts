/** Which of what people do is private: told by its name alone, before anything of it is looked up or kept. */
import type { Bot } from '../../bot/core/bot.ts';
import { actionOf } from './render.ts';
import { type Shape, shape, shapes, string } from './shape.ts';

/** Whether a button or a form has a private name. */
export function isPrivate(body: Shape, bot: Pick<Bot, 'isPrivate'>): boolean {
  switch (body.type) {
    case 'block_actions': {
      const [pressed = {}] = shapes(body, 'actions');
      return bot.isPrivate('action', actionOf(string(pressed, 'action_id')));
    }
    case 'view_submission':
      return bot.isPrivate('submission', string(shape(body, 'view'), 'callback_id'));
    default:
      return false;
  }
}
