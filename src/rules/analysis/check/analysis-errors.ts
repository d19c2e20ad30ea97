import { defectErrors } from './defect-errors.js';
import { noticeErrors } from './notice-errors.js';
import { planErrors } from './plan-errors.js';

/** What a check of a loaded set can say: `check.*` are defects, `notice.*` what somebody should know. */
export const analysisErrors = { ...defectErrors, ...planErrors, ...noticeErrors } as const;

export type AnalysisCode = keyof typeof analysisErrors;
