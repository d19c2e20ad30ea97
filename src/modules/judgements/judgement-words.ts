import { findingKindTexts, reasonTexts, statusTexts } from '../../texts/judgement-texts.js';
import { retentionStateTerms, rightStateTerms } from '../../texts/entitlement-texts.js';
import { breachTexts, missingTerms, noteTexts, outcomeTerms, stateTerms } from '../../texts/glossary-texts.js';
import { wordsOf } from '../../texts/word.js';

/** The words of findings and complaints as answers give them. */
export const outcomeWords = wordsOf(outcomeTerms);
export const stateWords = wordsOf(stateTerms);
export const reasonWords = wordsOf(reasonTexts);
export const noteWords = wordsOf(noteTexts);
export const breachWords = wordsOf(breachTexts);
export const kindWords = wordsOf(findingKindTexts);
export const rightStateWords = wordsOf(rightStateTerms);
export const retentionStateWords = wordsOf(retentionStateTerms);
export const statusWords = wordsOf(statusTexts);

const whyTexts = {
  'not-reported': missingTerms['not-reported'].why,
  'not-recorded': missingTerms['not-recorded'].why,
  'not-comparable': missingTerms['not-comparable'].why,
  'time-of-day': missingTerms['time-of-day'].why,
  disputed: missingTerms.disputed.why,
};

/** Why a fact is missing. */
export const whyWords = wordsOf(whyTexts);
