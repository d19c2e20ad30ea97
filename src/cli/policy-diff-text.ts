import type { Text } from '../errors.js';
import type { Change } from '../rules/analysis/diff-sets.js';

/** The last line: how much changed, or that nothing did. */
export function diffSummary(changes: readonly Change[]): Text {
  if (changes.length === 0) return { en: 'Both say the same.', zh: '两者含义相同。' };
  const count = (kind: Change['change']): number => changes.filter(({ change }) => change === kind).length;
  const [added, changed, removed] = [count('added'), count('changed'), count('removed')];
  return {
    en: `${changes.length} ${changes.length === 1 ? 'difference' : 'differences'}: ${added} added, ${changed} changed, ${removed} removed.`,
    zh: `共 ${changes.length} 处差异：新增 ${added}，变更 ${changed}，删除 ${removed}。`,
  };
}
