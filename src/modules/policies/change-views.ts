import type { z } from 'zod';
import type { Change } from '../../rules/analysis/diff-sets.js';
import { formatDay } from '../../rules/time/day.js';
import type { changeDto } from './changes.dto.js';

export type ChangeView = z.infer<typeof changeDto>;

/** A change as answers and files give it: days as `2026-04-15`. */
export function changeView({ kind, change, id, version, title, keys, affected, text }: Change): ChangeView {
  const { periods, by, binds, rules } = affected;
  return {
    kind,
    change,
    id,
    ...(version !== undefined && { version: formatDay(version) }),
    title,
    keys: keys.map((each) => ({ ...each })),
    affected: {
      periods: periods.map(({ from, through }) => ({
        ...(from !== undefined && { from: formatDay(from) }),
        ...(through !== undefined && { through: formatDay(through) }),
      })),
      ...(by && { by }),
      binds: [...binds],
      rules: [...rules],
    },
    text,
  };
}
