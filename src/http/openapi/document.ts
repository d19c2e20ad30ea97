import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Route } from '../routes.js';
import { complete, sharedParameters, sharedResponses } from './operation-parts.js';
import { problemSchema } from './problem-schema.js';
import { componentsOf } from './schema-components.js';

const about = `Judges consumer complaints against the law and an organisation's own promises. Every change is made once for its
\`Idempotency-Key\`; every refusal is a problem (RFC 9457) in English and Chinese with all its faults; instants carry their offset.

依据法律法规及组织自身承诺判定消费者投诉。带 \`Idempotency-Key\` 的修改只执行一次；每次拒绝均以中英文问题详情（RFC 9457）列出全部错误；时刻均带时区偏移。`;

/** The OpenAPI document of these routes, made from their decorators and zod schemas. */
export function openApiDocument(app: INestApplication, routes: readonly Route[]): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Redress · 消费者投诉合规判定')
    .setDescription(about)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of an account · 账号的令牌' }, 'token')
    .addCookieAuth('__Host-redress', { type: 'apiKey', in: 'cookie', description: 'A session · 会话' }, 'session')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: (schema, { schemaType }) => componentsOf(schema, schemaType),
    operationIdFactory: operationId,
    autoTagControllers: false,
  });
  for (const route of routes) {
    const operation = operationOf(document, route);
    if (operation !== undefined) complete(operation, route);
  }
  const problem = componentsOf(problemSchema, 'output');
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...withReferences(problem?.components ?? {}) },
    parameters: structuredClone(sharedParameters) as NonNullable<OpenAPIObject['components']>['parameters'] & object,
    responses: sharedResponses() as NonNullable<OpenAPIObject['components']>['responses'] & object,
  };
  return document;
}

/** `complaintsRead`: what generated clients call it. */
function operationId(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return `${subject.charAt(0).toLowerCase()}${subject.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

/** The operation of a route; undefined where the document leaves it out. */
export function operationOf(
  document: OpenAPIObject,
  { method, path }: Pick<Route, 'method' | 'path'>,
): NonNullable<OpenAPIObject['paths'][string]['get']> | undefined {
  const item = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')];
  const verb = method.toLowerCase();
  return verb === 'get' || verb === 'post' || verb === 'put' || verb === 'patch' || verb === 'delete'
    ? item?.[verb]
    : undefined;
}

function withReferences<T extends object>(schemas: T): T {
  return JSON.parse(JSON.stringify(schemas).replaceAll('#/definitions/', '#/components/schemas/')) as T; // what was just written
}
