/** What the page may ask, as schemas: each request body is read through them before anything is done. */
import { z } from '../../bot/core/schema.ts';
import type { SlackActRequest, TeamsActRequest, TeamsTabRequest } from './api-types.ts';

const id = z.string().min(1).max(300);
const text = z.string().max(40_000);
const files = z
  .array(
    z.object({
      name: z.string().min(1).max(200),
      mimetype: z.string().max(200).optional(),
      size: z.number().nonnegative().optional(),
    }),
  )
  .max(10)
  .optional();
const values = z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() })));
const surface = z.discriminatedUnion('in', [
  z.object({ in: z.literal('message'), channel: id, ts: id }),
  z.object({ in: z.literal('view'), view: id }),
]);
const kind = <K extends string>(name: K) => z.literal(name);

export const slackActRequest: z.ZodType<SlackActRequest> = z.object({
  team: id,
  as: id,
  act: z.discriminatedUnion('kind', [
    z.object({ kind: kind('post'), channel: id, thread: id.optional(), text, files }),
    z.object({ kind: kind('edit'), channel: id, ts: id, text }),
    z.object({ kind: kind('delete'), channel: id, ts: id }),
    z.object({ kind: kind('react'), channel: id, ts: id, name: id }),
    z.object({ kind: kind('command'), channel: id, command: id, text }),
    z.object({ kind: kind('globalShortcut'), callbackId: id }),
    z.object({ kind: kind('messageShortcut'), callbackId: id, channel: id, ts: id }),
    z.object({
      kind: kind('press'),
      on: surface,
      blockId: id,
      element: z.looseObject({ type: z.string(), action_id: id }),
      values: values.optional(),
    }),
    z.object({ kind: kind('suggest'), on: surface, blockId: id, actionId: id, query: text }),
    z.object({ kind: kind('submit'), view: id, values }),
    z.object({ kind: kind('close'), view: id, all: z.boolean().optional() }),
    z.object({ kind: kind('openHome'), tab: z.enum(['home', 'messages']) }),
    z.object({ kind: kind('read'), channel: id, ts: id.optional() }),
    z.object({ kind: z.enum(['join', 'leave']), channel: id }),
    z.object({ kind: kind('invite'), channel: id, user: id }),
    z.object({ kind: kind('openIm'), user: id }),
  ]),
});

const inputs = z.record(z.string(), z.string());
const attachment = z.object({ contentType: z.string(), content: z.unknown(), name: z.string().optional() });

export const teamsActRequest: z.ZodType<TeamsActRequest> = z.object({
  tenant: id,
  as: id,
  act: z.discriminatedUnion('kind', [
    z.object({ kind: kind('post'), conversation: id, root: id.optional(), text, files, card: attachment.optional() }),
    z.object({ kind: kind('edit'), conversation: id, id, text }),
    z.object({ kind: z.enum(['delete', 'undelete']), conversation: id, id }),
    z.object({ kind: kind('react'), conversation: id, id, type: id }),
    z.object({
      kind: kind('execute'),
      conversation: id,
      id,
      action: z.object({
        verb: z.string().optional(),
        data: z.unknown(),
        title: z.string().optional(),
        id: z.string().optional(),
      }),
      inputs,
    }),
    z.object({ kind: kind('submit'), conversation: id, id, data: z.unknown(), inputs }),
    z.object({ kind: kind('refreshCard'), conversation: id, id }),
    z.object({ kind: kind('dialogSubmit'), dialog: id, data: z.unknown(), inputs, verb: z.string().optional() }),
    z.object({ kind: kind('dialogClose'), dialog: id }),
    z.object({
      kind: kind('search'),
      conversation: id,
      root: id.optional(),
      commandId: id,
      parameter: id,
      query: text,
    }),
    z.object({ kind: kind('select'), conversation: id, tap: z.unknown() }),
    z.object({
      kind: kind('messageAction'),
      conversation: id,
      commandId: id,
      message: id.optional(),
      root: id.optional(),
    }),
    z.object({
      kind: kind('typeahead'),
      conversation: id,
      id: id.optional(),
      dialog: id.optional(),
      dataset: z.string(),
      query: text,
    }),
    z.object({ kind: kind('read'), conversation: id, id: id.optional() }),
    z.object({ kind: kind('consent'), of: id, granted: z.boolean() }),
    z.object({ kind: z.enum(['install', 'uninstall']), in: id }),
  ]),
});

export const teamsTabRequest: z.ZodType<TeamsTabRequest> = z.object({ tenant: id, as: id });
