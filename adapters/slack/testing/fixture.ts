/** Payloads from the fixtures folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { isShape, type Shape } from '../shape.ts';

const FOLDER = new URL('../fixtures/', import.meta.url);

const read = (path: string): Shape => {
  const value: unknown = JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));
  if (!isShape(value)) throw new Error(`${path} is no object`);
  return value;
};

/** One of our own, by name. */
export const fixture = (name: string): Shape => read(`${name}.json`);

/** All of our own, by name. */
export const fixtures = (): [name: string, payload: Shape][] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace(/\.json$/, ''), read(file)]);

/** The shapes that Slack publishes, by file name. */
export const published = (): [name: string, payload: Shape][] =>
  readdirSync(new URL('published/', FOLDER)).map((file) => [file, read(`published/${file}`)]);

/** How Slack would send it: events as JSON, commands as a form, interactions as a form with a payload. */
export function asSent(payload: Shape): { json: Shape } | { payload: Shape } | { form: Record<string, string> } {
  if ('event' in payload || payload.type === 'url_verification' || payload.type === 'app_rate_limited')
    return { json: payload };
  if ('command' in payload)
    return { form: Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])) };
  return { payload };
}

/** The published shapes have empty strings everywhere: the same with something in them, by somebody of a workspace. */
export function filled(payload: Shape, by: { team: string; user: string }): Shape {
  const fill = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => fill(one, key));
    if (isShape(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, name)]));
    if (value !== '') return value;
    if (key === 'team_id' || key === 'team') return by.team;
    if (/ts$/.test(key)) return '1700000001.000100';
    if (key === 'user' || key === 'user_id') return by.user;
    return `${key}-1`;
  };
  return fill(payload, '') as Shape;
}
