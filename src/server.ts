import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { Authenticate } from './http/authenticate.js';
import { frontDoor } from './http/front-door.middleware.js';
import { allowedHosts, type Hosts } from './http/hosts.js';
import { FrameworkLogger } from './http/json.logger.js';
import { logToOutput } from './http/output.logger.js';
import { listen, stopListening } from './http/listen.server.js';
import type { Log } from './http/log-line.js';
import { openApiDocument } from './http/openapi/document.js';
import { OpenApi } from './http/openapi/open-api.js';
import { ProblemFilter } from './http/problem.filter.js';
import { proxiesAt } from './http/proxies.filter.js';
import { rateLimiter, unlimited, type RateLimits } from './http/rate.limiter.js';
import { RouteGuard } from './http/route.guard.js';
import { checkRoutes, routesOf } from './http/routes.js';
import { SchemaPipe } from './http/schema.pipe.js';
import { ShellAdapter } from './http/shell.adapter.js';
import { allProcessRoles, rolesText, type ProcessRoles } from './process-roles.js';
import { randomBytes } from './random.js';
import type { Database } from './store/tx.js';

/** What a process answers that is not there for requests. */
const watchersOnly = ['/api/health/', '/api/metrics'];

/** How long requests that run may take to come to their end when the server stops. */
const patience = 10_000;

export interface ServerOptions {
  /** What `openDatabase` gives. Closed by the server when it stops, after everything that uses it, and when it cannot start. */
  readonly store: { readonly database: Database; close(): Promise<void> };
  /** 0 for any free one. */
  readonly port: number;
  /** The address to listen on: loopback unless told otherwise. */
  readonly address?: string;
  /** Names besides the loopback ones that `Host` and `Origin` may give: `redress.example.org`, with `:8443` or without. */
  readonly hosts?: readonly string[];
  /** Addresses and networks of proxies in front of this server, whose word on who asks counts. */
  readonly proxies?: readonly string[];
  /** How often one account and one address may ask; as often as they like unless said. */
  readonly limits?: RateLimits;
  /** Where the lines of the log go: the standard output unless told otherwise. */
  readonly log?: Log;
  /** Puts the messages of unexpected errors into the log; they may hold data. */
  readonly debug?: boolean;
  /** Who a request comes from, as the application knows it. */
  readonly authenticate: (app: INestApplication) => Authenticate;
  /** What this process does; everything unless said. Without `api` it answers whoever watches it, and nobody else. */
  readonly roles?: ProcessRoles;
  /** The application; another than the whole one in tests. */
  readonly module?: Parameters<typeof NestFactory.create>[0];
}

export interface RunningServer {
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly app: INestApplication;
  /** Stops: no new connection, requests come to their end (ten seconds at most), modules, database. A second call waits for the first. */
  close(): Promise<void>;
}

/** Starts the whole server. Refuses in one sentence a port that cannot be had, and an application whose routes declare too little. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { store, port, address = '127.0.0.1', hosts = [] } = options;
  let ourHosts: Hosts = new Set();
  const app = await createApp({ ...options, ourHosts: () => ourHosts }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const server: Server = app.getHttpServer();
  try {
    await app.init();
    const listeningAt = await listen(server, port, address);
    ourHosts = allowedHosts(listeningAt, address, hosts);
    let closing: Promise<void> | undefined;
    return {
      url: `http://${shownAddress(address)}:${listeningAt}`,
      app,
      close: () => (closing ??= stop(server, app, store)),
    };
  } catch (error) {
    await stop(server, app, store);
    throw error;
  }
}

interface Wiring extends ServerOptions {
  readonly ourHosts: () => Hosts;
}

/** The application with its manners, not yet listening. */
async function createApp(options: Wiring): Promise<INestApplication> {
  const { store, log = logToOutput, debug = false, module = AppModule.over(store.database) } = options;
  const { roles = allProcessRoles } = options;
  const adapter = new ShellAdapter();
  const app = await NestFactory.create(module, adapter, {
    logger: new FrameworkLogger(log, debug),
    abortOnError: false,
  });
  const routes = routesOf(app);
  checkRoutes(routes);
  const { methodsAt } = adapter;
  const limiter = options.limits === undefined ? unlimited : rateLimiter(options.limits);
  const isProxy = proxiesAt(options.proxies ?? []);
  const only = roles.has('api') ? undefined : { prefixes: watchersOnly, roles: rolesText(roles) };
  app.use(frontDoor({ hosts: options.ourHosts, methodsAt, isProxy, limiter, random: randomBytes, log, only }));
  app.useGlobalFilters(new ProblemFilter(methodsAt, log, debug));
  app.useGlobalGuards(new RouteGuard(options.authenticate(app), limiter));
  app.useGlobalPipes(new SchemaPipe());
  app.get(OpenApi, { strict: false }).describe(() => openApiDocument(app, routes));
  return app;
}

async function stop(server: Server, app: INestApplication, store: ServerOptions['store']): Promise<void> {
  await stopListening(server, patience);
  await app.close();
  await store.close();
}

/** The address to open: where the server listens everywhere, the loopback one. */
function shownAddress(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}
