/** Draws the two icons of the Teams package, color.png and outline.png: run it with `npx tsx manifests/icons.ts` after a change. */
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

/** Red, green, blue and opacity, each 0 to 255. */
type Pixel = readonly [number, number, number, number];
type Shape = (x: number, y: number) => boolean;

const box =
  (x0: number, y0: number, x1: number, y1: number): Shape =>
  (x, y) =>
    x >= x0 && x < x1 && y >= y0 && y < y1;
/** A gable: its ridge in the middle at the top, its eaves at the bottom. */
const gable =
  (x0: number, y0: number, x1: number, y1: number): Shape =>
  (x, y) => {
    const half = ((x1 - x0) / 2) * ((y - y0) / (y1 - y0));
    return y >= y0 && y < y1 && Math.abs(x - (x0 + x1) / 2) <= half;
  };

/** The guildhall on a field of 100 by 100: a gable over a beam, four columns as people side by side, two steps. */
const hall: readonly Shape[] = [
  gable(8, 8, 92, 37),
  box(14, 41, 86, 47),
  ...[19, 36.5, 54, 71.5].map((x) => box(x, 51, x + 9.5, 77)),
  box(14, 81, 86, 86.5),
  box(8, 88.5, 92, 94),
];
/** A round window in the gable, cut out. */
const window: Shape = (x, y) => Math.hypot(x - 50, y - 27) < 5.2;
const isHall: Shape = (x, y) => hall.some((shape) => shape(x, y)) && !window(x, y);

/** The same with fewer and wider parts, on the grid of 32 pixels. */
const grid = (draw: typeof box, x0: number, y0: number, x1: number, y1: number): Shape =>
  draw(x0 * 3.125, y0 * 3.125, x1 * 3.125, y1 * 3.125);
const small: readonly Shape[] = [
  grid(gable, 2, 3, 30, 13),
  ...[5, 14, 23].map((x) => grid(box, x, 15, x + 4, 25)),
  grid(box, 2, 27, 30, 30),
];
const isSmall: Shape = (x, y) => small.some((shape) => shape(x, y));

const PAPER = [255, 255, 255] as const;
const TEAL = [18, 80, 91] as const;
/** Samples per pixel and direction. */
const FINE = 6;

/** How much of a pixel the shape covers, 0 to 1, where the field of 100 is drawn `inner` pixels wide in the middle of `size`. */
function cover(shape: Shape, px: number, py: number, size: number, inner: number): number {
  let count = 0;
  for (let sy = 0; sy < FINE; sy += 1) {
    for (let sx = 0; sx < FINE; sx += 1) {
      const at = (p: number, s: number) => ((p + (s + 0.5) / FINE - (size - inner) / 2) / inner) * 100;
      if (shape(at(px, sx), at(py, sy))) count += 1;
    }
  }
  return count / FINE ** 2;
}

/** Microsoft asks for 192 pixels, full bleed, the sign within the middle 120. */
const colour = (x: number, y: number): Pixel => {
  const share = cover(isHall, x, y, 192, 116);
  const [r, g, b] = TEAL.map((tone, at) => Math.round(tone + ((PAPER[at] ?? 255) - tone) * share));
  return [r ?? 0, g ?? 0, b ?? 0, 255];
};
/** And for 32 pixels in white on nothing. */
const outline = (x: number, y: number): Pixel => [255, 255, 255, Math.round(cover(isSmall, x, y, 32, 32) * 255)];

/** A PNG of eight bits a channel: https://www.w3.org/TR/png-3/ */
function png(size: number, pixel: (x: number, y: number) => Pixel): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rows.set(pixel(x, y), y * (size * 4 + 1) + 1 + x * 4);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

writeFileSync(new URL('color.png', import.meta.url), png(192, colour));
writeFileSync(new URL('outline.png', import.meta.url), png(32, outline));
