import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicyFiles } from '../src/policies-folder/policies.reader.js';
import { loadPolicies } from '../src/rules/policy/load-policies.js';
import { kindOf } from '../src/rules/policy/policy-files.js';
import type { PolicyText } from '../src/rules/policy/read-file.js';
import { describe as show, type Fault } from '../src/errors.js';
import { breakFile, faultKinds, randomOf, type Broken } from './support/break-policies.js';
import { smallWorld } from './support/small-world.js';
import { runs, seed } from './engine/runs.js';

/** Ten thousand in the long run. */
const many = runs(500);
/** Milliseconds of work for one file: what it adds to the loading of what it needs. */
const limit = 200;

/** A file with what it cannot do without, and how long all but the file takes to load. */
interface World {
  readonly files: readonly PolicyText[];
  readonly others: number;
}

interface Tried extends Broken {
  readonly faults: readonly Fault[];
  readonly milliseconds: number;
}

describe('a shipped policy file with faults in it', () => {
  let shipped: readonly PolicyText[] = [];
  const worlds = new Map<string, World>();
  beforeAll(async () => {
    shipped = await readPolicyFiles('policies');
  });

  const worldOf = (file: PolicyText): World => {
    const files = worlds.get(file.file)?.files ?? smallWorld(shipped, file);
    const others = files.filter((each) => each.file !== file.file);
    const world = worlds.get(file.file) ?? {
      files,
      others: Math.min(...[1, 2, 3].map(() => load(others).milliseconds)),
    };
    worlds.set(file.file, world);
    return world;
  };

  const tryOne = (file: PolicyText, broken: Broken): Tried => {
    const { files, others } = worldOf(file);
    const read = files.map((each) => (each.file === file.file ? { ...each, text: broken.text } : each));
    let tried = load(read);
    for (let again = 0; again < 3 && tried.milliseconds - others > limit; again++) {
      const next = load(read);
      if (next.milliseconds < tried.milliseconds) tried = next;
    }
    return { ...broken, faults: tried.faults, milliseconds: Math.max(0, tried.milliseconds - others) };
  };

  it(`is refused with a place, soon, and for one fault with its line: ${String(many)} files, seed ${String(seed)}`, () => {
    const policies = shipped.filter(({ file }) => kindOf(file) === 'policy');
    const random = randomOf(seed);
    const figures = new Map(faultKinds.map((kind) => [kind, { tried: 0, hit: 0, slowest: 0 }]));
    const wrong: string[] = [];
    for (let run = 0; run < many; run++) {
      const file = policies[Math.floor(random() * policies.length)];
      if (file === undefined) continue;
      const broken = breakFile(file.text, random, 1 + Math.floor(random() * 3));
      const tried = tryOne(file, broken);
      const about = `${file.file} ${tried.seeded.map(({ kind, line }) => `${kind} at ${String(line)}`).join(', ')}`;
      const said = tried.faults
        .map((fault) => show(fault, 'en'))
        .slice(0, 2)
        .join('\n');
      if (tried.faults.length === 0) wrong.push(`no fault: ${about}`);
      const placeless = tried.faults.filter(({ place }) => !(Number(place?.line) >= 1 && Number(place?.column) >= 1));
      if (placeless.length > 0) wrong.push(`no place: ${about}\n${said}`);
      if (tried.milliseconds > limit) wrong.push(`${tried.milliseconds.toFixed(0)} ms: ${about}`);
      const [only, ...others] = tried.seeded;
      const figure = only === undefined || others.length > 0 ? undefined : figures.get(only.kind);
      if (figure === undefined || only === undefined) continue;
      figure.tried += 1;
      figure.slowest = Math.max(figure.slowest, tried.milliseconds);
      if (tried.faults.some(({ place }) => place?.file === file.file && place.line === only.line)) figure.hit += 1;
      else if (process.env['REDRESS_SHOW'] !== undefined) console.log(`missed: ${about}\n${said}`);
    }
    console.log(table(figures));
    expect(wrong).toEqual([]);
    const single = [...figures.values()];
    const hit = single.reduce((sum, each) => sum + each.hit, 0);
    expect(hit / single.reduce((sum, each) => sum + each.tried, 0)).toBeGreaterThanOrEqual(0.95);
  });
});

function table(figures: ReadonlyMap<string, { tried: number; hit: number; slowest: number }>): string {
  const rows = [...figures].map(
    ([kind, { tried, hit, slowest }]) =>
      `${kind.padEnd(18)} ${String(hit).padStart(5)} of ${String(tried).padStart(5)} at their line, slowest ${slowest.toFixed(0)} ms`,
  );
  return [`seed ${String(seed)}; files with one fault:`, ...rows].join('\n');
}

/** In milliseconds of work, however busy the machine is with other things. */
function load(files: readonly PolicyText[]): Pick<Tried, 'faults' | 'milliseconds'> {
  const before = process.cpuUsage();
  const { faults } = loadPolicies(files);
  const { user, system } = process.cpuUsage(before);
  return { faults, milliseconds: (user + system) / 1_000 };
}
