import { openFolder, startAll } from './guildhall.ts';
import { memoryOf } from './machine.ts';
import { openStandIns } from './stand-ins.ts';

const folder = await openFolder();
const standIns = await openStandIns();
const all = await startAll(folder.path, {
  ...standIns.env,
  ...(process.argv[2] ? { NODE_OPTIONS: process.argv[2] } : {}),
});
for (let i = 0; i < 4; i++) {
  await new Promise((r) => setTimeout(r, 6000));
  const m = await memoryOf([all.child.pid]);
  const text = await (await fetch(`${all.url}/metrics`)).text();
  const g = (n: string) => Math.round(Number(new RegExp(`^${n}(?:{[^}]*})? (\\S+)`, 'm').exec(text)?.[1]) / 1e5) / 10;
  const spaces = [...text.matchAll(/^nodejs_heap_space_size_(total|used)_bytes\{space="(\w+)"\} (\d+)/gm)].map(
    (x) => `${x[2]}.${x[1]}=${(Number(x[3]) / 1e6).toFixed(1)}`,
  );
  console.log(
    i,
    'pss',
    (m.pss / 1e6).toFixed(0),
    'rss',
    (m.rss / 1e6).toFixed(0),
    'heapTotal',
    g('nodejs_heap_size_total_bytes'),
    'used',
    g('nodejs_heap_size_used_bytes'),
    'ext',
    g('nodejs_external_memory_bytes'),
    i === 3 ? spaces.join(' ') : '',
  );
}
const maps = await (await import('node:fs/promises')).readFile(`/proc/${all.child.pid}/smaps`, 'utf8');
const by = new Map<string, number>();
let cur = '';
for (const l of maps.split('\n')) {
  const h = /^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)$/.exec(l);
  if (h) cur = h[1] || '[anon]';
  const p = /^Pss:\s+(\d+)/.exec(l);
  if (p) by.set(cur, (by.get(cur) ?? 0) + Number(p[1]));
}
console.log([...by].sort((a, b) => b[1] - a[1]).slice(0, 8));
await all.child.end();
await standIns.close();
await folder.remove();
