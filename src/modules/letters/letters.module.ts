import { Module } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { LetterMail } from './letter-mail.service.js';
import { LetterSending } from './letter-sending.service.js';
import { LettersController } from './letters.controller.js';
import { Letters } from './letters.service.js';

/** Letters to complainants. */
@Module({
  imports: [PoliciesModule, DestinationsModule],
  controllers: [LettersController],
  providers: [Letters, LetterSending, LetterMail],
  exports: [LetterMail],
})
export class LettersModule {}
