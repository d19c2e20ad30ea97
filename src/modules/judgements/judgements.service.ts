import { setImmediate as afterOthers } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { turns } from '../../turns.js';
import { PoliciesService } from '../policies/policies.service.js';
import { answerQuestion, readQuestion, type Wanted } from './judge-question.js';

/** Judges what it is asked and stores nothing. */
@Injectable()
export class JudgementsService {
  /** What looks for a smallest change takes a while: one at a time, and others are answered in between. */
  private readonly searches = turns(1);

  constructor(private readonly policies: PoliciesService) {}

  /** Refuses a question with a fault, with all its faults. */
  async judge(body: unknown, wanted: Wanted): Promise<ReturnType<typeof answerQuestion>> {
    const { set } = this.policies.inForce();
    const question = readQuestion(body, set);
    const by = { set, timeZoneData: process.versions.tz ?? '', now: now() };
    if (wanted.change !== true) return answerQuestion(question, by, wanted);
    return this.searches.take(async () => {
      await afterOthers();
      return answerQuestion(question, by, wanted);
    });
  }
}
