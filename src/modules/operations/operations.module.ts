import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { FiguresService } from './figures.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { OperationParts } from './operation-parts.service.js';

/** How the service does: its figures, and the parts that somebody has to look at. */
@Module({
  imports: [PoliciesModule],
  controllers: [MetricsController],
  providers: [FiguresService, MetricsService, OperationParts],
  exports: [FiguresService],
})
export class OperationsModule {}
