import type { StripDay } from '../../rules/judge/judgement.js';
import type { StripView } from './view-model.js';

const CELL = { width: 4, gap: 1, top: 2, height: 6, tall: 10 };
/** Fewer say nothing that the words do not. */
const FEWEST_DAYS = 3;
/** Beyond this the cells would be too small to count; the words beside say the same. */
const MOST_DAYS = 92;
/** In millimetres. */
const WIDEST = 78;
const WIDEST_CELL = 2.6;

/**
 * A picture of the days, one cell each: filled, hatched, outlined, tall. Undefined where there are
 * too few days or too many to see, or where they do not follow one another.
 */
export function stripOf(days: readonly StripDay[]): StripView | undefined {
  const isWhole = days.every(({ day }, place) => place === 0 || day === (days[place - 1]?.day ?? 0) + 1);
  if (days.length < FEWEST_DAYS || days.length > MOST_DAYS || !isWhole) return undefined;
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

/** Each shape of a cell alone, for the legend. */
export function legendOf(): {
  readonly shape: StripDay['kind'];
  readonly kind: 'counted' | 'open' | 'due';
  readonly path: string;
}[] {
  const kinds = { start: 'counted', counted: 'counted', skipped: 'open', paused: 'open', due: 'due' } as const;
  const shapes = ['start', 'counted', 'skipped', 'paused', 'due'] as const;
  return shapes.map((shape) => ({ shape, kind: kinds[shape], path: cellPath(shape, 0) }));
}

function cellPath(kind: StripDay['kind'], x: number): string {
  const { width, height, top, tall } = CELL;
  const box = `M${x} ${top}h${width}v${height}h-${width}z`;
  if (kind === 'due') return `M${x} 0h${width}v${tall}h-${width}z`;
  if (kind === 'start')
    return `M${x + width / 2} ${top}l${width / 2} ${height / 2}l-${width / 2} ${height / 2}l-${width / 2} -${height / 2}z`;
  return kind === 'skipped' ? `${box}M${x} ${top + height}l${width} -${height}` : box;
}
