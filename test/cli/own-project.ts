import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtRedress, type Ran } from '../tooling/run-program.js';

/** A complaint of that organisation, as a file. */
export const complaint = `id: A-7
at: 2026-03-20T09:00Z
facts: { kind: quality, caller: "李雷 13800000000" }
events:
  - received: 2026-03-02T10:00Z
  - replied: { at: 2026-03-09T10:00Z }
observes: { events: [received, replied] }
`;

/** An organisation of its own, with one promise and one mapping; the calendars are those that come with Redress. */
const files: Readonly<Record<string, string>> = {
  'policies/organisation.yaml': `organisation: { en: Harbour Goods, zh: 港湾百货 }
zone: Europe/London
calendar: uk
our: { role: shop }
roles: [front]
fallback-owner: front
`,
  'policies/vocabulary.yaml': `events:
  received: { title: { en: Received, zh: 收到 }, data: any }
  replied: { title: { en: Replied, zh: 答复 } }
facts:
  role: { type: word, title: { en: Role, zh: 角色 } }
  caller: { type: text, personal: true, title: { en: Caller, zh: 来电人 } }
  born_on: { type: date, personal: true, title: { en: Born, zh: 出生日期 } }
  kind: { type: word, values: [quality, delay], title: { en: Kind, zh: 类别 } }
parties: [shop]
`,
  'policies/replies.yaml': `policy: shop.replies
title: { en: Replies, zh: 答复 }
source: { instrument: House rule 7, rank: house, checked: 2026-01-01 }
in-force: { from: 2020-01-01 }
version-by: received
binds: shop
applies: { all: [ { fact: role, operator: equal, value: shop } ] }
deadlines:
  reply: { title: { en: Reply, zh: 答复 }, cite: rule 7, from: received, done: replied, within: 3 working days }
requirements:
  kind: { title: { en: Kind, zh: 类别 }, cite: rule 8, require: { all: [ { fact: kind, operator: equal, value: quality } ] } }
`,
  'mapping.yaml': `mapping: shop
rows: complaint
format: { csv: { nulls: ["-"] } }
zone: Europe/London
id: id
columns:
  received: { event: received, as: iso }
  replied: { event: replied, as: iso }
  kind: { fact: kind }
  caller: { fact: caller }
  born: { fact: born_on, as: iso }
`,
};

export const header = 'id,received,replied,kind,caller,born\n';

export interface OwnProject {
  readonly folder: string;
  /** Writes a file of the project and returns its path. */
  write(name: string, content: string | Buffer): string;
  path(name: string): string;
  /** `redress audit` of the project's input, with these outputs by the names of their options. */
  audit(outputs?: Readonly<Record<string, string>>, ...more: string[]): Promise<Ran>;
  remove(): void;
}

/** Makes the project in a temporary folder, with `rows` below the header as `input.csv`. */
export function ownProject(rows = ''): OwnProject {
  const folder = mkdtempSync(join(tmpdir(), 'redress-own-'));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, content: string | Buffer): string => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
    return path(name);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  write('input.csv', header + rows);
  return {
    folder,
    path,
    write,
    audit(outputs = {}, ...more) {
      const given = Object.entries(outputs).flatMap(([option, name]) => [`--${option}`, path(name)]);
      return builtRedress([...argsOf(path('input.csv'), path), ...given, ...more], { TMPDIR: folder });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The command line of an audit of this file by the project's mapping and policies. */
export function argsOf(file: string, path: (name: string) => string): string[] {
  return ['audit', file, '--mapping', path('mapping.yaml'), '--policies', path('policies'), '--at', '2026-11-01'];
}
