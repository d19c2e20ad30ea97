import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { allowedOn, type Allowed } from './allow.js';
import { isSafe } from './front-door.js';
import { storesNothing } from './idempotency/idempotent.js';
import { marksOf, type Mark } from './parameter-marks.js';
import type { PartOfRequest } from './request.js';
import { uploadTypesOn } from './upload.js';

/** A route of the application, as its decorators declare it. */
export interface Route {
  readonly method: string;
  /** `/api/complaints/:id`. */
  readonly path: string;
  /** `ComplaintsController.read`. */
  readonly name: string;
  readonly handler: object;
  readonly allowed: Allowed | undefined;
  readonly marks: readonly Mark[];
  readonly uploads: readonly string[] | undefined;
  readonly storesNothing: boolean;
  readonly takesBody: boolean;
  /** Parts of the request that it reads without a schema. */
  readonly unchecked: readonly PartOfRequest[];
}

/** Every route of every module. */
export function routesOf(app: INestApplicationContext): readonly Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = new Set(
    modules.flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype)),
  );
  return [...controllers].flatMap((controller) => (typeof controller === 'function' ? routesIn(controller) : []));
}

/** The routes of a controller; none of a function that is not one. */
export function routesIn(controller: Function): readonly Route[] {
  // Of a class an object; what is exported beside one may be any function.
  const prototype = controller.prototype as object | undefined;
  if (prototype === undefined) return [];
  const base = paths(controller);
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler: unknown = Reflect.getOwnPropertyDescriptor(prototype, name)?.value;
    const method =
      typeof handler === 'function' ? (Reflect.getMetadata(METHOD_METADATA, handler) as unknown) : undefined;
    if (typeof handler !== 'function' || typeof method !== 'number') return [];
    const declared = {
      method: RequestMethod[method] ?? 'ALL',
      name: `${controller.name}.${name}`,
      handler,
      allowed: allowedOn(handler),
      marks: marksOf(prototype, name),
      uploads: uploadTypesOn(handler),
      storesNothing: storesNothing(handler),
      ...parametersOf(controller, name),
    };
    return base.flatMap((before) => paths(handler).map((after) => ({ ...declared, path: joined(before, after) })));
  });
}

/** Nest's numbers for the decorators that read a part of the request. */
const readers: Readonly<Record<string, PartOfRequest>> = { 3: 'body', 4: 'query', 5: 'path' };

function parametersOf(controller: Function, name: string): Pick<Route, 'takesBody' | 'unchecked'> {
  // Written by Nest's parameter decorators: `3:0` is a body as the first parameter.
  const found = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Readonly<
    Record<string, { readonly schema?: unknown }>
  >;
  const read = Object.entries(found).flatMap(([key, { schema }]) => {
    const part = readers[key.split(':', 1)[0] ?? ''];
    return part === undefined ? [] : [{ part, isChecked: schema !== undefined }];
  });
  return {
    takesBody: read.some(({ part }) => part === 'body'),
    unchecked: read.filter(({ isChecked }) => !isChecked).map(({ part }) => part),
  };
}

function paths(target: object): readonly string[] {
  const given = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined; // written by Nest's decorators
  return given === undefined ? [''] : typeof given === 'string' ? [given] : given;
}

function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}

/** What is missing in the declaration of a route: who may use it, that a change is not made twice, what form its parameters have. */
export function undeclared(route: Route): readonly string[] {
  const where = `${route.method} ${route.path} (${route.name})`;
  const missing: string[] = [];
  if (route.allowed === undefined) missing.push(`${where} does not say who may use it: add @Allow`);
  const writes = !isSafe(route.method) && !route.storesNothing;
  if (writes && !route.marks.includes('idempotency-key'))
    missing.push(
      `${where} writes, and takes no idempotency key: add @Idempotent() to a parameter, or @StoresNothing() to the method`,
    );
  for (const part of route.unchecked) missing.push(`${where} reads from the ${part} without a schema: add { schema }`);
  return missing;
}

/** Refuses an application with a route that declares too little. */
export function checkRoutes(routes: readonly Route[]): void {
  const missing = routes.flatMap(undeclared);
  if (missing.length > 0) throw new Error(missing.join('\n'));
}
