/** `npm run bench:quality -- FOLDER`: how well Guildhall finds answered questions and groups texts by what they say, on public sets that are not part of it. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { report, rounded } from './report.ts';
import { measureAll, SETS } from './sets.ts';

const USAGE = `npm run bench:quality -- FOLDER [--json FILE] [--only SET]
  FOLDER       where the public sets are, a folder each; every file *.jsonl.gz of a set is read
  --json FILE  writes the figures there, for machines
  --only SET   of the sets only this: ${Object.keys(SETS).join(', ')}
`;

const { folder, json, only } = read();
if (!existsSync(folder) || !statSync(folder).isDirectory()) {
  process.stderr.write(
    `There is no folder ${folder}. The public sets are not part of the project: say where they are.\n`,
  );
  process.exit(2);
}
const measured = await measureAll(folder, only, (line) => void process.stderr.write(`${line}\n`));
process.stdout.write(report(measured));
if (json !== undefined) writeFileSync(json, `${JSON.stringify(rounded(measured.figures))}\n`);

function read(): { readonly folder: string; readonly json?: string; readonly only?: string } {
  try {
    const { values, positionals } = parseArgs({
      options: { json: { type: 'string' }, only: { type: 'string' } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    const known = values.only === undefined || values.only in SETS;
    if (folder !== undefined && more.length === 0 && known) return { folder, ...values };
  } catch {
    // Said below.
  }
  process.stderr.write(USAGE);
  return process.exit(2);
}
