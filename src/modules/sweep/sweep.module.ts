import { Module } from '@nestjs/common';
import { ClockKeeper } from '../../clock.keeper.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { Sweep } from './sweep.service.js';

@Module({ imports: [PoliciesModule], providers: [Sweep, ClockKeeper], exports: [Sweep, ClockKeeper] })
export class SweepModule {}
