import { Module, type DynamicModule } from '@nestjs/common';
import { IdempotencyModule } from './http/idempotency/idempotency.module.js';
import { DocsModule } from './http/openapi/docs.module.js';
import { ChecksModule } from './modules/checks/checks.module.js';
import { ComplaintsModule } from './modules/complaints/complaints.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { DestinationsModule } from './modules/destinations/destinations.module.js';
import { HealthModule } from './modules/health/health.module.js';
import { ImportsModule } from './modules/imports/imports.module.js';
import { JudgementsModule } from './modules/judgements/judgements.module.js';
import { PagesModule } from './modules/pages/pages.module.js';
import { PoliciesModule } from './modules/policies/policies.module.js';
import { ReportsModule } from './modules/reports/reports.module.js';
import { StoreModule } from './store/store.module.js';
import type { Database } from './store/tx.js';

/** The modules of the application. A new one joins here. */
const modules = [
  HealthModule,
  DocsModule,
  PagesModule,
  IdentityModule,
  IdempotencyModule,
  PoliciesModule,
  ComplaintsModule,
  JudgementsModule,
  ImportsModule,
  ChecksModule,
  ReportsModule,
  DestinationsModule,
];

/** The application over a database. The server listens for it; commands use its services without a server. */
@Module({})
export class AppModule {
  static over(database: Database): DynamicModule {
    return { module: AppModule, imports: [StoreModule.of(database), ...modules] };
  }
}
