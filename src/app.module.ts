import { Module, type DynamicModule } from '@nestjs/common';
import { IdempotencyModule } from './http/idempotency/idempotency.module.js';
import { DocsModule } from './http/openapi/docs.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { CalendarModule } from './modules/calendar/calendar.module.js';
import { ChecksModule } from './modules/checks/checks.module.js';
import { ComplaintsModule } from './modules/complaints/complaints.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { DestinationsModule } from './modules/destinations/destinations.module.js';
import { EscalationsModule } from './modules/escalations/escalations.module.js';
import { HealthModule } from './modules/health/health.module.js';
import { ImportsModule } from './modules/imports/imports.module.js';
import { InboxModule } from './modules/inbox/inbox.module.js';
import { JudgementsModule } from './modules/judgements/judgements.module.js';
import { OperationsModule } from './modules/operations/operations.module.js';
import { NoticesModule } from './modules/notices/notices.module.js';
import { LettersModule } from './modules/letters/letters.module.js';
import { PagesModule } from './modules/pages/pages.module.js';
import { PoliciesModule } from './modules/policies/policies.module.js';
import { RecipientsModule } from './modules/recipients/recipients.module.js';
import { ReportsModule } from './modules/reports/reports.module.js';
import { SchedulesModule } from './modules/schedules/schedules.module.js';
import { SweepModule } from './modules/sweep/sweep.module.js';
import { StoreModule } from './store/store.module.js';
import type { Database } from './store/tx.js';

/** The modules of the application. A new one joins here. */
const modules = [
  JobsModule,
  HealthModule,
  DocsModule,
  PagesModule,
  IdentityModule,
  IdempotencyModule,
  PoliciesModule,
  SweepModule,
  ComplaintsModule,
  JudgementsModule,
  ImportsModule,
  ChecksModule,
  ReportsModule,
  LettersModule,
  DestinationsModule,
  RecipientsModule,
  EscalationsModule,
  InboxModule,
  CalendarModule,
  NoticesModule,
  SchedulesModule,
  OperationsModule,
];

/** The application over a database. The server listens for it; commands use its services without a server. */
@Module({})
export class AppModule {
  static over(database: Database): DynamicModule {
    return { module: AppModule, imports: [StoreModule.of(database), ...modules] };
  }
}
