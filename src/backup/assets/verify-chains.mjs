// Verifies an export without Redress: the digest of every file, and every chain of entries. Node.js 20 or newer: node verify-chains.mjs
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;
let faults = 0;
const tell = (text) => {
  faults += 1;
  process.stdout.write(`✗ ${text}\n`);
};

// Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, numbers and texts as ECMAScript writes them.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
};

const { files } = JSON.parse(readFileSync(join(here, 'manifest.json'), 'utf8'));
for (const { path, sha256 } of files) {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(here, path))) digest.update(chunk);
    if (digest.digest('hex') !== sha256) tell(`${path} was changed`);
  } catch {
    tell(`${path} is missing`);
  }
}

const heads = new Map();
let entries = 0;
for await (const line of createInterface({
  input: createReadStream(join(here, 'entries.ndjson')),
  crlfDelay: Infinity,
})) {
  const { hash, ...entry } = JSON.parse(line);
  const { id } = entry.subject;
  const head = heads.get(id) ?? { number: 0, hash: null };
  const own = createHash('sha256')
    .update(Buffer.from([0]))
    .update(canonical({ v: 1, ...entry }))
    .digest('hex');
  if (own !== hash || entry.number !== head.number + 1 || entry.previous !== head.hash)
    tell(`the chain of ${id} breaks at entry ${entry.number}`);
  heads.set(id, { number: entry.number, hash });
  entries += 1;
}
process.stdout.write(`${files.length} files, ${heads.size} chains with ${entries} entries: ${faults} faults\n`);
process.exitCode = faults === 0 ? 0 : 1;
