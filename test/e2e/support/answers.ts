import type { OpenAPIObject } from '@nestjs/swagger';
import type { Schema } from './described-schema.js';

interface Answered {
  readonly description?: string;
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/**
 * What is wrong with an answer by the description of its route: an undocumented status or type, or a body unlike its schema; nothing
 * where it is as described. `path` is the pattern, `/api/complaints/{id}`. Keys that no schema knows are faults, although clients must
 * bear them: what is answered is to be described.
 */
export async function undocumented(
  document: OpenAPIObject,
  method: string,
  path: string,
  response: Response,
): Promise<readonly string[]> {
  const operation = document.paths[path]?.[method.toLowerCase() as 'get'];
  if (operation === undefined) return [`${method} ${path} is not described`];
  const described = resolved<Answered>(document, operation.responses[String(response.status)] as Answered | undefined);
  if (described === undefined) return [`${method} ${path} does not describe the status ${response.status}`];
  const text = await response.clone().text();
  if (described.content === undefined) return text === '' ? [] : ['a body where none is described'];
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const content = described.content[type];
  if (content === undefined) return [`the type ${type} is not described`];
  if (content.schema === undefined) return [`the type ${type} has no schema`];
  return type.endsWith('json') ? faultsIn(document, content.schema, JSON.parse(text), '') : [];
}

function resolved<T extends { readonly $ref?: string }>(document: OpenAPIObject, item: T | undefined): T | undefined {
  if (item?.$ref === undefined) return item;
  const found = item.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], document);
  return resolved(document, found as T | undefined);
}

/** Where a value is unlike a schema of the description (the part of OpenAPI 3.0 that ours use). */
export function faultsIn(document: OpenAPIObject, schema: Schema, value: unknown, at: string): readonly string[] {
  const target = resolved(document, schema);
  if (target === undefined) return [`${at}: ${schema.$ref} is nowhere`];
  if (value === null)
    return target.nullable === true || target.enum?.includes(null) === true || isOpen(target) ? [] : [`${at}: null`];
  const inner = (one: Schema): readonly string[] => faultsIn(document, one, value, at);
  const faults: string[] = (target.allOf ?? []).flatMap(inner);
  const alternatives = target.anyOf ?? target.oneOf;
  if (alternatives !== undefined && alternatives.every((one) => inner(one).length > 0))
    faults.push(`${at}: fits no alternative`);
  if (target.enum !== undefined && !target.enum.includes(value)) faults.push(`${at}: not one of the values`);
  if (target.type !== undefined && !isOfType(value, target.type)) return [...faults, `${at}: no ${target.type}`];
  return [...faults, ...limits(target, value, at), ...members(document, target, value, at)];
}

function isOpen(schema: Schema): boolean {
  return (
    schema.type === undefined &&
    schema.anyOf === undefined &&
    schema.oneOf === undefined &&
    schema.allOf === undefined &&
    schema.enum === undefined
  );
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}

function limits(schema: Schema, value: unknown, at: string): readonly string[] {
  const faults: string[] = [];
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    faults.push(`${at}: unlike its pattern`);
  if (typeof value === 'string' && value.length < (schema.minLength ?? 0)) faults.push(`${at}: too short`);
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    faults.push(`${at}: out of range`);
  if (Array.isArray(value) && value.length < (schema.minItems ?? 0)) faults.push(`${at}: too few`);
  return faults;
}

function members(document: OpenAPIObject, schema: Schema, value: unknown, at: string): readonly string[] {
  if (Array.isArray(value))
    return schema.items === undefined
      ? []
      : value.flatMap((item, index) => faultsIn(document, schema.items ?? {}, item, `${at}/${index}`));
  if (typeof value !== 'object' || value === null || schema.type !== 'object') return [];
  const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${at}/${key}: missing`);
  const rest = schema.additionalProperties;
  const present = Object.entries(value).flatMap(([key, item]) => {
    const known = schema.properties?.[key] ?? (typeof rest === 'object' ? rest : undefined);
    if (known !== undefined) return faultsIn(document, known, item, `${at}/${key}`);
    return rest === true || (rest === undefined && schema.properties === undefined)
      ? []
      : [`${at}/${key}: not described`];
  });
  return [...missing, ...present];
}
