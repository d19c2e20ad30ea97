// Run by scripts/generate.mjs, with the project's Node.js and a fresh build.
import fs from 'node:fs';
import { authorityPage } from './authority-page.mjs';
import { collectErrors, errorsPage } from './errors-page.mjs';
import { at, script, tell } from './project.mjs';
import { thirdPartyPage } from './third-party.mjs';

await script(async (args) => {
  const files = await generated();
  const differing = Object.entries(files).filter(([name, text]) => read(name) !== text);
  if (args.includes('--check')) return report(differing.map(([name]) => name));
  for (const [name, text] of differing) {
    fs.writeFileSync(at(name), text);
    tell({ en: `wrote ${name}`, zh: `已写入 ${name}` });
  }
  return 0;
});

/** Name → text of every file that is generated and committed. */
async function generated() {
  const { policySchemas } = await import('../../dist/src/rules/policy/schemas.js');
  const schemas = Object.entries(policySchemas()).map(([name, schema]) => [
    `policies/${name}.schema.json`,
    `${JSON.stringify(schema, null, 2)}\n`,
  ]);
  return {
    'docs/errors.md': errorsPage(await collectErrors(at('dist/src'))),
    'docs/authority.md': await authorityPage(at('dist/src')),
    'THIRD_PARTY.md': thirdPartyPage(JSON.parse(read('package-lock.json'))),
    ...Object.fromEntries(schemas),
  };
}

function report(names) {
  for (const name of names)
    tell({
      en: `${name} is out of step: run "node scripts/generate.mjs"`,
      zh: `${name} 已过期，请运行“node scripts/generate.mjs”`,
    });
  return names.length === 0 ? 0 : 1;
}

function read(name) {
  return fs.existsSync(at(name)) ? fs.readFileSync(at(name), 'utf8') : undefined;
}
