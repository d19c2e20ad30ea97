import { Module, type DynamicModule } from '@nestjs/common';
import { DATABASE } from './database-token.js';
import type { Database } from './tx.js';

/** Gives every module the database: `@Inject(DATABASE) database: Database`. */
@Module({})
export class StoreModule {
  static of(database: Database): DynamicModule {
    return {
      module: StoreModule,
      global: true,
      providers: [{ provide: DATABASE, useValue: database }],
      exports: [DATABASE],
    };
  }
}
