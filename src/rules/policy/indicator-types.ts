import type { Text } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { Moment } from './value-types.js';

/** A figure over many complaints; what it comes to is measured elsewhere. */
export interface Indicator {
  readonly id: string;
  readonly ref: string;
  readonly title: Text;
  readonly line: number;
  readonly cite: readonly string[];
  readonly of: { readonly kind: 'complaints' } | { readonly kind: 'rule'; readonly rule: string };
  readonly when: CompiledCondition | undefined;
  readonly datedBy: Moment | { readonly kind: 'due' };
  readonly measure: IndicatorMeasure;
  readonly period: 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year';
  readonly target: Bound | undefined;
  readonly alarm: Bound | undefined;
  readonly split: readonly string[];
}

export type IndicatorMeasure =
  | { readonly kind: 'count' }
  | { readonly kind: 'share-of-state'; readonly states: readonly string[] }
  | { readonly kind: 'share'; readonly when: CompiledCondition }
  | { readonly kind: 'mean' | 'sum'; readonly fact: string };

/** `at least 98 %`, `at most 3.5 days`: the number as written, its unit (`%`, `days`, a currency) or none. */
export interface Bound {
  readonly direction: 'at-least' | 'at-most';
  readonly value: string;
  readonly unit: string | undefined;
}
