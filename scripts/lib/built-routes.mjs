import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** As the compiler writes the decorator of a controller, in whatever file it stands. */
const controller = /^\s*Controller\(/m;

/** Every route of every controller below a folder of built code (`dist/src`), as its decorators declare it. */
export async function builtRoutes(folder) {
  const load = (name) => import(pathToFileURL(path.join(folder, name)).href);
  const files = fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js') && controller.test(fs.readFileSync(path.join(folder, name), 'utf8')))
    .sort();
  await import('reflect-metadata');
  const { routesIn } = await load('http/routes.js');
  const routes = [];
  for (const file of files)
    for (const exported of Object.values(await load(file)))
      if (typeof exported === 'function') routes.push(...routesIn(exported));
  return routes;
}

/** What routes do not declare, a line each; nothing where all is well. */
export async function undeclaredRoutes(folder) {
  const { undeclared } = await import(pathToFileURL(path.join(folder, 'http/routes.js')).href);
  return (await builtRoutes(folder)).flatMap(undeclared);
}
