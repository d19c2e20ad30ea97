import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarFeeds } from './calendar-feeds.service.js';

/** Due dates as calendars. */
@Module({ imports: [PoliciesModule], controllers: [CalendarController], providers: [CalendarFeeds] })
export class CalendarModule {}
