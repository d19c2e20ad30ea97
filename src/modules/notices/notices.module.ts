import { Module, type OnModuleInit } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { HealthChecks } from '../health/health-checks.service.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { Deliveries } from './deliveries.service.js';
import { DeliveryService } from './delivery.service.js';
import { Dispatcher } from './dispatcher.service.js';
import { TellingService } from './telling.service.js';

/** Notices that arrive: who is told, by which way, in which message, tried until it is there. */
@Module({
  imports: [PoliciesModule, DestinationsModule],
  controllers: [DeliveriesController],
  providers: [Deliveries, TellingService, Dispatcher, DeliveryService],
  exports: [TellingService, Dispatcher, DeliveryService],
})
export class NoticesModule implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    private readonly dispatcher: Dispatcher,
  ) {}

  onModuleInit(): void {
    this.checks.add('notices', () => this.dispatcher.check(), { needed: 'attention' });
  }
}
