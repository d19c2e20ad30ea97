import type { OpenAPIObject } from '@nestjs/swagger';
import { documentationOf } from '../../../src/http/openapi/documented.js';
import { operationOf } from '../../../src/http/openapi/document.js';
import type { Route } from '../../../src/http/routes.js';

/** Routes that are the description, or pages for people. */
const notDescribed = new Set([
  '/api/openapi.json',
  '/api/docs',
  '/api/docs/:asset',
  '/',
  '/sign-in',
  '/first-administrator',
  '/set-password',
  '/demo',
  '/pages/:asset',
]);

/** Where routes and description differ, or the description says too little: both ways, nothing where all is well. */
export function descriptionFaults(document: OpenAPIObject, routes: readonly Route[]): readonly string[] {
  const described = routes.filter(({ path }) => !notDescribed.has(path));
  const known = new Set(described.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`));
  const extra = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).flatMap((verb) =>
      known.has(`${verb.toUpperCase()} ${path}`) ? [] : [`${verb} ${path} is described and is no route`],
    ),
  );
  return [...extra, ...described.flatMap((route) => routeFaults(document, route))];
}

function routeFaults(document: OpenAPIObject, route: Route): readonly string[] {
  const where = `${route.method} ${route.path}`;
  const operation = operationOf(document, route);
  if (operation === undefined) return [`${where} is not described`];
  const documentation = documentationOf(route.handler);
  const faults: string[] = [];
  if ((operation.tags ?? []).length === 0) faults.push(`${where} has no tag`);
  if (documentation === undefined) faults.push(`${where} has no @Documented`);
  if (!/\p{Script=Han}/u.test(operation.summary ?? '') || !/[a-z]/.test(operation.summary ?? ''))
    faults.push(`${where} has no summary in both languages`);
  const answers = Object.keys(operation.responses);
  if (!answers.some((status) => /^[23]/.test(status))) faults.push(`${where} describes no answer`);
  if (!answers.some((status) => status.startsWith('5'))) faults.push(`${where} describes no problem`);
  if (
    documentation !== undefined &&
    documentation.status !== 204 &&
    documentation.status !== 302 &&
    documentation.answer === undefined &&
    documentation.file === undefined
  )
    faults.push(`${where} has no schema of its answer`);
  if (route.takesBody && operation.requestBody === undefined) faults.push(`${where} has no schema of its body`);
  for (const name of route.path.match(/(?<=:)\w+/g) ?? [])
    if (
      !(operation.parameters ?? []).some(
        (parameter) => 'name' in parameter && parameter.name === name && parameter.in === 'path',
      )
    )
      faults.push(`${where} does not describe ${name}`);
  return faults;
}
