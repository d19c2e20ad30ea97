import { Module } from '@nestjs/common';
import { EscalationsModule } from '../escalations/escalations.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { InboxController } from './inbox.controller.js';
import { Inbox } from './inbox.service.js';

/** What each was told. */
@Module({ imports: [PoliciesModule, EscalationsModule], controllers: [InboxController], providers: [Inbox] })
export class InboxModule {}
