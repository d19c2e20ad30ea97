import type { Text } from '../errors.js';
import type { Truth } from '../rules/values.js';

/** What is not known decides nothing: it leaves the answer open. */
export function decidedBy(result: Truth): Text {
  return result === undefined ? { en: 'left open by', zh: '尚不能确定' } : { en: 'decided by', zh: '起决定作用' };
}
