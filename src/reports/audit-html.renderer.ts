import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { outcomeChart } from './outcome-chart.js';
import type { AuditView } from './view/view-model.js';

/** Beside this file, in the source as in what is built from it. */
const FOLDER = fileURLToPath(new URL('./templates/', import.meta.url));
const PARTIALS = ['answer', 'block', 'table', 'cell', 'why', 'sign-off'];

type Template = (context: object) => string;
let loaded: Promise<{ template: Template; css: string }> | undefined;

/** One HTML document with everything inside it: no script, nothing to fetch. Every text is escaped; only our own picture is not. */
export async function auditHtml(view: AuditView): Promise<string> {
  loaded ??= load();
  const { template, css } = await loaded;
  const { chart } = view.answer.picture;
  const svg = chart.bars.length === 0 ? undefined : outcomeChart(chart);
  return template({ ...view, css, svg });
}

async function load(): Promise<{ template: Template; css: string }> {
  const handlebars = Handlebars.create();
  // Where an optional key is missing, `strict` refuses to go on; optional ones are asked for with `#if` and `#with`.
  const options = { strict: true, noEscape: false, preventIndent: true, knownHelpersOnly: true, knownHelpers: {} };
  await Promise.all(
    PARTIALS.map(async (name) =>
      handlebars.registerPartial(name, handlebars.compile(await source(`${name}.hbs`), options)),
    ),
  );
  return { template: handlebars.compile(await source('audit.hbs'), options), css: await source('audit.css') };
}

function source(name: string): Promise<string> {
  return readFile(`${FOLDER}${name}`, 'utf8');
}
