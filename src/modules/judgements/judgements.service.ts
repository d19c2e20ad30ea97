import { Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { PoliciesService } from '../policies/policies.service.js';
import { answerQuestion, readQuestion, type Wanted } from './judge-question.js';

/** Judges what it is asked and stores nothing. */
@Injectable()
export class JudgementsService {
  constructor(private readonly policies: PoliciesService) {}

  /** Refuses a question with a fault, with all its faults. */
  judge(body: unknown, wanted: Wanted): ReturnType<typeof answerQuestion> {
    const { set } = this.policies.inForce();
    const by = { set, timeZoneData: process.versions.tz ?? '', now: now() };
    return answerQuestion(readQuestion(body, set), by, wanted);
  }
}
