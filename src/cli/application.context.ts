import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClockKeeper } from '../clock.keeper.js';
import { readConfig } from '../config.js';
import { describe } from '../errors.js';
import { openDatabase } from '../store/open.database.js';
import { StoreModule } from '../store/store.module.js';
import type { Database } from '../store/tx.js';
import { cliFault } from './cli-errors.js';
import { mindSignals } from './interruption.js';
import { startLanguage } from './language.js';

/** What a shell expects of a command that was interrupted. */
const interruptedCode = 130;
const interrupted = Symbol('interrupted');

/** What a command records is dated by the clock of all workers. */
function inTime(app: INestApplicationContext): Promise<void> {
  return app.get(ClockKeeper, { strict: false }).measure();
}

type Work<T> = (app: INestApplicationContext) => Promise<T>;

@Module({})
class Parts {}

/**
 * Gives a command the services of the application over the database, without a server, and closes both whatever happens. A signal
 * closes them too: what runs is told to stop and ends as interrupted, and then the process ends.
 */
export async function withApplication<T>(work: Work<T>): Promise<T> {
  const { AppModule } = await import('../app.module.js');
  return within((database) => AppModule.over(database), work);
}

/** The same with some modules alone: such a command begins sooner, and works also where the policies cannot be read. */
export function withModules<T>(modules: readonly Type[], work: Work<T>): Promise<T> {
  const imports = (database: Database) => [StoreModule.of(database), ...modules];
  return within((database) => ({ module: Parts, imports: imports(database), providers: [ClockKeeper] }), work);
}

async function within<T>(root: (database: Database) => DynamicModule, work: Work<T>): Promise<T> {
  const isInterrupted = mindSignals().then((): typeof interrupted => interrupted);
  const store = await openDatabase(readConfig());
  let result: T | typeof interrupted;
  try {
    const app = await NestFactory.createApplicationContext(root(store.database), {
      logger: false,
      abortOnError: false,
    });
    const working = inTime(app).then(() => work(app));
    try {
      result = await Promise.race([working, isInterrupted]);
    } finally {
      // What it comes to after an interruption is nobody's concern any more.
      working.catch(() => undefined);
      await app.close();
    }
  } finally {
    await store.close();
  }
  if (result !== interrupted) return result;
  process.stderr.write(`${describe(cliFault('redress.interrupted'), startLanguage())}\n`);
  process.exit(interruptedCode);
}
