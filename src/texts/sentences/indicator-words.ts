import type { Text } from '../../errors.js';
import type { Bound, Indicator, IndicatorMeasure } from '../../rules/policy/indicator-types.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import { stateTerms } from '../glossary-texts.js';
import { citeWords } from './clock-words.js';
import { conditionWords } from './condition-words.js';
import { clauses, joined, listed, quoted, same, sentence } from './phrase.js';
import { titlesFor } from './titles.js';
import { momentWords, type Speech } from './value-words.js';

const periods: Readonly<Record<Indicator['period'], Text>> = {
  day: { en: 'each day', zh: '每日' },
  week: { en: 'each week', zh: '每周' },
  month: { en: 'each month', zh: '每月' },
  quarter: { en: 'each quarter', zh: '每季度' },
  'half-year': { en: 'each half-year', zh: '每半年' },
  year: { en: 'each year', zh: '每年' },
};

/** An indicator as one sentence: what is measured of what, in which period, and what is aimed at. */
export function sentenceOfIndicator(indicator: Indicator, policy: Policy, set: PolicySet): Text {
  const titles = titlesFor(set, policy);
  const speech: Speech = { titles, policy: policy.id, each: [] };
  const { of, when, datedBy, period, target, alarm, split } = indicator;
  const rule = of.kind === 'rule' ? quoted(titles.rule(of.rule)) : undefined;
  const all =
    rule === undefined ? { en: 'complaints', zh: '投诉' } : { en: `the cases of ${rule.en}`, zh: `${rule.zh}的事项` };
  const only = when && conditionWords(when.document, titles, policy.id);
  const what = measureWords(
    indicator.measure,
    only === undefined ? all : { en: `${all.en} where ${only.en}`, zh: `${only.zh}的${all.zh}` },
    speech,
  );
  const date = datedBy.kind === 'due' ? { en: 'the due date', zh: '到期日' } : momentWords(datedBy, speech);
  const by = listed(
    split.map((name) => quoted(titles.name(name))),
    'and',
  );
  const every = periods[period];
  const body = clauses([
    { en: `${every.en} (by ${date.en}), ${what.en}`, zh: `${every.zh}（按${date.zh}归入），统计${what.zh}` },
    ...boundWords(target, { en: 'target', zh: '目标' }),
    ...boundWords(alarm, { en: 'alarm unless', zh: '警戒线' }),
    ...(split.length === 0 ? [] : [{ en: `also by ${by.en}`, zh: `并按${by.zh}分列` }]),
  ]);
  return sentence(joined(body, citeWords(indicator.cite, titles.instruments)));
}

function measureWords(measure: IndicatorMeasure, all: Text, { titles, policy }: Speech): Text {
  switch (measure.kind) {
    case 'count':
      return { en: `the number of ${all.en}`, zh: `${all.zh}的数量` };
    case 'share-of-state': {
      const states = listed(
        measure.states.map((state) => quoted(stateWords(state))),
        'or',
      );
      return { en: `the share of ${all.en} that came to ${states.en}`, zh: `${all.zh}中${states.zh}的占比` };
    }
    case 'share': {
      const condition = conditionWords(measure.when.document, titles, policy);
      return { en: `the share of ${all.en} for which ${condition.en}`, zh: `${all.zh}中${condition.zh}的占比` };
    }
    case 'mean':
    case 'sum': {
      const fact = quoted(titles.name(measure.fact));
      return measure.kind === 'mean'
        ? { en: `the mean of ${fact.en} over ${all.en}`, zh: `${all.zh}的${fact.zh}平均值` }
        : { en: `the sum of ${fact.en} over ${all.en}`, zh: `${all.zh}的${fact.zh}合计` };
    }
  }
}

function stateWords(state: string): Text {
  const terms: Readonly<Record<string, { readonly name: Text }>> = stateTerms;
  return terms[state]?.name ?? same(state);
}

function boundWords(bound: Bound | undefined, label: Text): readonly Text[] {
  if (bound === undefined) return [];
  const unit = bound.unit === undefined ? '' : ` ${bound.unit}`;
  const [en, zh] = bound.direction === 'at-least' ? ['at least', '不低于'] : ['at most', '不高于'];
  return [{ en: `${label.en} ${en} ${bound.value}${unit}`, zh: `${label.zh}${zh} ${bound.value}${unit}` }];
}
