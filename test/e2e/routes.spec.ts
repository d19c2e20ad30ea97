import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { Allow } from '../../src/http/allow.js';
import { StoresNothing } from '../../src/http/idempotency/idempotent.js';
import { openApiDocument } from '../../src/http/openapi/document.js';
import { problemSchema } from '../../src/http/openapi/problem-schema.js';
import { routesOf, undeclared, type Route } from '../../src/http/routes.js';
import { undocumented } from './support/answers.js';
import { descriptionFaults } from './support/described.js';
import { probeApp } from './support/probe.module.js';
import { noDatabase, startShell } from './support/shell.js';

@Controller('planted')
class PlantedController {
  @Get('open')
  forgotten(): string {
    return 'everything';
  }

  @Post('twice')
  @Allow('complaint.write')
  twice(@Body() _body: unknown): void {}

  @Post('fine')
  @Allow('complaint.write')
  @StoresNothing()
  fine(@Query('name') _name: string): void {}
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

@Module({})
class Root {}

const planted = () => ({ module: Root, imports: [probeApp(noDatabase()), PlantedModule] });

async function described(module: Parameters<typeof NestFactory.create>[0]) {
  const app = await NestFactory.create(module, { logger: false, abortOnError: false });
  const routes = routesOf(app);
  return { routes, document: openApiDocument(app, routes) };
}

describe('the routes of the application', () => {
  let routes: readonly Route[] = [];
  let document: Awaited<ReturnType<typeof described>>['document'];
  beforeAll(async () => {
    ({ routes, document } = await described(AppModule.over(noDatabase())));
  });

  it('are found', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toContain('GET /api/health/live');
  });

  it('all say who may use them, take a key where they write, and a schema where they read', () => {
    expect(routes.flatMap(undeclared)).toEqual([]);
  });

  it('and their description hold each other', () => {
    expect(descriptionFaults(document, routes)).toEqual([]);
  });

  it('are described without a reference to nothing', () => {
    const text = JSON.stringify(document);
    const names = new Set(
      [...text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)].map(([, kind = '', name = '']) => `${kind} ${name}`),
    );
    const components = document.components as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    expect(
      [...names].filter((name) => components[name.split(' ')[0] ?? '']?.[name.split(' ')[1] ?? ''] === undefined),
    ).toEqual([]);
    expect(text).not.toContain('#/definitions/');
  });
});

describe('a route that declares too little', () => {
  it('is found, with what is missing', async () => {
    const { routes } = await described(planted());
    const found = routes.filter(({ path }) => path.startsWith('/planted')).flatMap(undeclared);
    expect(
      found.map((text) => /^\S+ \S+|who may use it|idempotency key|without a schema/g[Symbol.match](text)?.join(': ')),
    ).toEqual([
      'GET /planted/open: who may use it',
      'POST /planted/twice: idempotency key',
      'POST /planted/twice: without a schema',
      'POST /planted/fine: without a schema',
    ]);
  });

  it('keeps the application from starting', async () => {
    await expect(startShell({ module: planted() })).rejects.toThrow('GET /planted/open');
  });

  it('is missed by its description', async () => {
    const { routes, document } = await described(planted());
    const faults = descriptionFaults(document, routes);
    expect(faults).toContain('GET /planted/open has no @Documented');
    expect(faults).toContain('GET /planted/open has no tag');
    const [first = ''] = Object.keys(document.paths).filter((path) => path.startsWith('/planted'));
    expect(
      descriptionFaults(
        document,
        routes.filter(({ path }) => path !== first),
      ),
    ).toContainEqual(expect.stringContaining('is no route'));
  });
});

describe('answers', () => {
  it('are as they are described', async () => {
    const shell = await startShell();
    try {
      const document = (await (await shell.ask('GET', '/api/openapi.json')).json()) as Parameters<
        typeof undocumented
      >[0];
      const id = '9c5b94b1-35ad-49bb-b118-8e8fc24abf80';
      const asked: readonly (readonly [string, string, string, unknown?])[] = [
        ['GET', '/api/health/live', '/api/health/live'],
        ['GET', '/api/health/ready', '/api/health/ready'],
        ['GET', '/api/probe', '/api/probe?limit=2'],
        ['GET', '/api/probe', '/api/probe?limit=x'],
        ['GET', '/api/probe/versioned/{id}', `/api/probe/versioned/${id}`],
        ['POST', '/api/probe/echo', '/api/probe/echo', { title: 'a', more: { x: { kind: 'none' } } }],
        ['POST', '/api/probe/echo', '/api/probe/echo', { title: 1 }],
        ['POST', '/api/probe/save', '/api/probe/save', { title: 'a' }],
        ['PUT', '/api/probe/versioned/{id}', `/api/probe/versioned/${id}`, {}],
        ['DELETE', '/api/probe/versioned/{id}', `/api/probe/versioned/${id}`],
        ['GET', '/api/probe/broken', '/api/probe/broken'],
      ];
      for (const [method, pattern, path, body] of asked)
        expect([path, await undocumented(document, method, pattern, await shell.ask(method, path, body))]).toEqual([
          path,
          [],
        ]);
    } finally {
      await shell.close();
    }
  });

  it('that are not are found', async () => {
    const { document } = await described(probeApp(noDatabase()));
    const answer = (body: unknown, status = 200, type = 'application/json') =>
      undocumented(
        document,
        'GET',
        '/api/health/live',
        new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }),
      );
    expect(await answer({ status: 'live' })).toEqual([]);
    expect(await answer({ status: 'dead' })).toEqual(['/status: not one of the values']);
    expect(await answer({})).toEqual(['/status: missing']);
    expect(await answer({ status: 'live', extra: 1 })).toEqual(['/extra: not described']);
    expect(await answer({ status: 'live' }, 202)).toEqual([expect.stringContaining('202')]);
    expect(await answer({ status: 'live' }, 200, 'text/html')).toEqual([expect.stringContaining('text/html')]);
  });

  it('to a problem are of the form that is described', async () => {
    const shell = await startShell();
    try {
      for (const path of ['/nothing', '/api/probe?limit=0', '/api/health/ready'])
        expect(problemSchema.safeParse(await (await shell.ask('GET', path)).json()).error).toBeUndefined();
    } finally {
      await shell.close();
    }
  });
});

describe('what is sent', () => {
  it('has optional fields that are required in answers', async () => {
    const { document } = await described(probeApp(noDatabase()));
    const required = (name: string) =>
      (document.components?.schemas?.[name] as { required?: readonly string[] } | undefined)?.required;
    expect(required('NoteInput')).toEqual(['title']);
    expect(required('Note')).toEqual(['title', 'count', 'tags', 'more']);
  });
});
