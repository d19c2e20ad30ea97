import { Module } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { ContactsController } from './contacts.controller.js';
import { Contacts } from './contacts.service.js';
import { RecipientsController } from './recipients.controller.js';
import { Recipients } from './recipients.service.js';

/** Who holds the roles of the organisation, and how people want to be told. */
@Module({
  imports: [PoliciesModule, DestinationsModule],
  controllers: [RecipientsController, ContactsController],
  providers: [Recipients, Contacts],
  exports: [Recipients, Contacts],
})
export class RecipientsModule {}
