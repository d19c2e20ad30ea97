import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { RecipientsModule } from '../recipients/recipients.module.js';
import { AcknowledgingService } from './acknowledging.service.js';
import { EscalationPlans } from './escalation-plans.service.js';
import { EscalationsController } from './escalations.controller.js';
import { Escalations } from './escalations.service.js';

const services = [Escalations, AcknowledgingService, EscalationPlans];

/** Who was told of what, who saw to it, and who would be told. */
@Module({
  imports: [PoliciesModule, RecipientsModule],
  controllers: [EscalationsController],
  providers: services,
  exports: services,
})
export class EscalationsModule {}
