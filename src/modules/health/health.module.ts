import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { HealthChecks } from './health-checks.service.js';
import { HealthWatch } from './health-watch.service.js';
import { HealthController } from './health.controller.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthChecks, HealthWatch],
  exports: [HealthChecks, HealthWatch],
})
export class HealthModule implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly checks: HealthChecks,
  ) {}

  onModuleInit(): void {
    this.checks.add('database', () => this.database.reading.query('health', 'select 1'));
  }
}
