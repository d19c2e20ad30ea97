import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { z } from 'zod';
import { gaugeNames } from '../../src/modules/operations/gauges.js';
import { projectFolder } from '../../src/project.js';
import { processRegistry } from '../../src/telemetry/process.counters.js';

const ops = join(projectFolder, 'ops');
const run = promisify(execFile);
const promtool = (...args: readonly string[]) => run('promtool', [...args], { cwd: ops });

const rulesFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          annotations: z.object({ summary: z.string(), summary_zh: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const testsFile = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
});
const dashboardFile = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});

let alerts: z.infer<typeof rulesFile>['groups'][number]['rules'] = [];
let known: ReadonlySet<string> = new Set();
beforeAll(async () => {
  const { groups } = rulesFile.parse(parse(await readFile(join(ops, 'alerts.yaml'), 'utf8')));
  alerts = groups.flatMap(({ rules }) => rules);
  known = await knownNames();
});

/** Every name under which this code gives a figure, those of a histogram one by one. */
async function knownNames(): Promise<ReadonlySet<string>> {
  const usual = new Registry();
  collectDefaultMetrics({ register: usual });
  const counted = [...(await processRegistry.getMetricsAsJSON()), ...(await usual.getMetricsAsJSON())];
  const parts = (name: string, type: unknown): readonly string[] =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name];
  return new Set<string>(['up', ...gaugeNames, ...counted.flatMap(({ name, type }) => parts(name, type))]);
}

/** Names of figures in an expression: what is ours, of the process or of Node.js. */
function figuresIn(expression: string): readonly string[] {
  return expression.match(/\b(?:redress|process|nodejs)_\w+\b|\bup\b/g) ?? [];
}

async function hasPromtool(): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const tried = await Promise.allSettled(folders.map((folder) => access(join(folder, 'promtool'), constants.X_OK)));
  const isThere = tried.some(({ status }) => status === 'fulfilled');
  if (!isThere) console.log('not tried: the alert rules need promtool (Debian package "prometheus")');
  return isThere;
}

describe('the alert rules', () => {
  it('ask for figures that there are', () => {
    expect(alerts.length).toBeGreaterThan(20);
    for (const { alert, expr } of alerts) {
      const figures = figuresIn(expr);
      expect([alert, figures.length > 0, figures.filter((name) => !known.has(name))]).toEqual([alert, true, []]);
    }
  });

  it('each lead to what is to be done, in both languages', async () => {
    const page = await readFile(join(projectFolder, 'docs/operations.md'), 'utf8');
    for (const { alert, annotations } of alerts) {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      const [, section = ''] = page.split(`\n### ${alert}\n`);
      const text = section.split('\n#')[0] ?? '';
      expect([alert, /[a-z]{4} /.test(text), /[\u4e00-\u9fff]{6}/.test(text)]).toEqual([alert, true, true]);
      expect(annotations.summary_zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('are each tried where they fire and where they do not', async () => {
    const { tests } = testsFile.parse(parse(await readFile(join(ops, 'alerts.test.yaml'), 'utf8')));
    const tried = tests.flatMap((one) => one.alert_rule_test);
    const names = (fires: boolean): readonly string[] =>
      tried.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname);
    const all = alerts.map(({ alert }) => alert).sort();
    expect([...names(true)].sort()).toEqual(all);
    expect([...names(false)].sort()).toEqual(all);
  });

  it('are taken by Prometheus and do what their tests say', async () => {
    if (!(await hasPromtool())) return;
    await promtool('check', 'rules', 'alerts.yaml');
    await promtool('check', 'config', '--syntax-only', 'prometheus.yaml');
    const { stdout } = await promtool('test', 'rules', 'alerts.test.yaml');
    expect(stdout).toContain('SUCCESS');
  });

  it('that were other ones would be found by their tests', async () => {
    if (!(await hasPromtool())) return;
    const folder = await mkdtemp(join(tmpdir(), 'redress-rules-'));
    try {
      const rules = await readFile(join(ops, 'alerts.yaml'), 'utf8');
      await writeFile(
        join(folder, 'alerts.yaml'),
        rules.replace('max(redress_complaints_stuck) > 0', 'max(redress_complaints_stuck) > 5'),
      );
      const { tests, ...manner } = parse(await readFile(join(ops, 'alerts.test.yaml'), 'utf8')) as {
        readonly tests: readonly { readonly name: string }[];
      };
      const one = tests.filter(({ name }) => name.startsWith('RedressComplaintsStuck '));
      await writeFile(join(folder, 'alerts.test.yaml'), JSON.stringify({ ...manner, tests: one }));
      await expect(run('promtool', ['test', 'rules', 'alerts.test.yaml'], { cwd: folder })).rejects.toMatchObject({
        code: 1,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('the dashboard', () => {
  it('shows figures that there are, under titles in both languages', async () => {
    const { panels } = dashboardFile.parse(JSON.parse(await readFile(join(ops, 'dashboard.json'), 'utf8')));
    expect(panels.length).toBeGreaterThan(20);
    for (const { title, targets } of panels) {
      const figures = targets.flatMap(({ expr }) => figuresIn(expr));
      expect([title, figures.length > 0, figures.filter((name) => !known.has(name))]).toEqual([title, true, []]);
      expect(title).toMatch(/ · .*[\u4e00-\u9fff]/);
    }
  });
});
