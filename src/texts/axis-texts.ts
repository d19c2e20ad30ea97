import type { Text } from '../errors.js';
import type { Axis } from '../rules/analysis/compare-judgements.js';

/** What a judgement depends on, as a cause of a difference. */
export const axisTexts = {
  known: { en: 'what is known of the complaint', zh: '已知内容' },
  set: { en: 'the policies', zh: '制度' },
  at: { en: 'the instant judged for', zh: '判定时点' },
} as const satisfies Readonly<Record<Axis, Text>>;

/** Which axes caused a difference: `the policies alone`, or `the policies together with the instant judged for`. */
export function causeText(causes: readonly (readonly Axis[])[]): Text {
  const texts = causes.map(oneCause);
  return { en: texts.map(({ en }) => en).join('; or '), zh: texts.map(({ zh }) => zh).join('；或') };
}

function oneCause(cause: readonly Axis[]): Text {
  const [first, ...others] = cause.map((axis) => axisTexts[axis]);
  if (first === undefined) return { en: '', zh: '' };
  if (others.length === 0) return { en: `${first.en} alone`, zh: `仅因${first.zh}` };
  return {
    en: `${first.en} together with ${others.map(({ en }) => en).join(' and ')}`,
    zh: `${[first, ...others].map(({ zh }) => zh).join('与')}共同所致`,
  };
}
