import type { StripDay } from '../../rules/judge/judgement.js';
import type { StripView } from './view-model.js';

const CELL = { width: 4, gap: 1, top: 2, height: 6, tall: 10 };
/** Beyond this the cells would be too small to count; the words beside say the same. */
const MOST_DAYS = 92;
/** In millimetres. */
const WIDEST = 78;
const WIDEST_CELL = 2.6;

/** A picture of the days, one cell each: filled, hatched, outlined, tall. Undefined where there are no days or too many to see. */
export function stripOf(days: readonly StripDay[]): StripView | undefined {
  if (days.length < 2 || days.length > MOST_DAYS) return undefined;
  const paths: Record<StripDay['kind'], string[]> = { start: [], counted: [], skipped: [], paused: [], due: [] };
  days.forEach(({ kind }, place) => paths[kind].push(cellPath(kind, place * (CELL.width + CELL.gap))));
  const length = days.length * (CELL.width + CELL.gap);
  const width = Math.min(WIDEST, days.length * WIDEST_CELL);
  return {
    width: width.toFixed(1),
    box: `-0.5 -0.5 ${length} ${CELL.tall + 1}`,
    start: paths.start.join(''),
    counted: paths.counted.join(''),
    skipped: paths.skipped.join(''),
    paused: paths.paused.join(''),
    due: paths.due.join(''),
  };
}

function cellPath(kind: StripDay['kind'], x: number): string {
  const { width, height, top, tall } = CELL;
  const box = `M${x} ${top}h${width}v${height}h-${width}z`;
  if (kind === 'due') return `M${x} 0h${width}v${tall}h-${width}z`;
  if (kind === 'start') return `M${x + width / 2} ${top}l${width / 2} ${height / 2}l-${width / 2} ${height / 2}l-${width / 2} -${height / 2}z`;
  return kind === 'skipped' ? `${box}M${x} ${top + height}l${width} -${height}` : box;
}
