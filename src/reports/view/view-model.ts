import type { Language } from '../../errors.js';

/** What the template prints: texts in one language, already in order. Data of others is in `data`, our own words in `text`. */
export interface AuditView {
  readonly language: Language;
  /** For `<html lang>`. */
  readonly locale: string;
  readonly title: string;
  /** Of the document, as file managers and browsers show it. */
  readonly documentTitle: string;
  readonly organisation: string;
  readonly assessment: string;
  readonly ofPages: PageWords;
  readonly facts: readonly FactView[];
  readonly answer: AnswerView;
  readonly sections: readonly SectionView[];
  readonly signOff: SignOffView;
}

/** What stands under the title; what is wide has a line of its own. */
export interface FactView {
  readonly label: string;
  readonly text?: string;
  readonly data?: string;
  readonly wide?: true;
}

/** The words around the page numbers in the margin, after the day judged: a loose page says where it belongs. */
export interface PageWords {
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

export type Tone = 'kept' | 'broken' | 'unknown' | 'neutral';

/** Page one. */
export interface AnswerView {
  readonly question: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly qualifications: readonly string[];
  readonly standing: TableView;
  readonly late: ListView;
  readonly unknown: ListView;
  readonly picture: { readonly title: string; readonly empty: string; readonly chart: ChartData };
}

export interface ListView {
  readonly title: string;
  readonly items: readonly { readonly lead: string; readonly text: string }[];
  /** Said where there are no items, or after them. */
  readonly rest?: string | undefined;
}

/** A bar for each rule, with its findings by outcome; what does not apply is left out. */
export interface ChartData {
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly series: readonly string[];
}

export interface SectionView {
  readonly id: string;
  /** `1. Results …` */
  readonly title: string;
  readonly newPage?: boolean;
  readonly intro?: string | undefined;
  readonly blocks: readonly BlockView[];
}

export interface BlockView {
  readonly heading?: string;
  /** Under the heading: where the rule stands, whose it is. */
  readonly detail?: string;
  readonly paragraphs?: readonly string[];
  readonly table?: TableView;
  /** What the cells of the strips of days mean. */
  readonly legend?: readonly {
    readonly kind: 'counted' | 'open' | 'due';
    readonly path: string;
    readonly text: string;
  }[];
}

export interface TableView {
  readonly caption: string;
  readonly columns: readonly ColumnView[];
  readonly rows: readonly RowView[];
  /** How many there are and how many are shown. */
  readonly remark?: string;
}

export interface ColumnView {
  readonly head: string;
  readonly number?: boolean;
  /** In millimetres; a table is 174 wide. */
  readonly width: number;
}

export interface RowView {
  readonly kind: 'row' | 'group' | 'total';
  readonly cells: readonly CellView[];
}

export interface CellView {
  readonly text?: string | undefined;
  /** Text that comes from the file: isolated, broken where it must be. */
  readonly data?: string | undefined;
  readonly small?: string | undefined;
  readonly smallData?: string | undefined;
  readonly tone?: Tone | 'muted';
  readonly why?: WhyView | undefined;
  readonly number?: boolean;
  /** Columns that it covers. */
  readonly span?: number;
}

/** Why a due date is what it is. */
export interface WhyView {
  readonly strip?: StripView | undefined;
  readonly parts: readonly WhyPart[];
}

/** A part has no emphasis of its own where it can do without: each one costs an element in every row of a tagged document. */
export interface WhyPart {
  readonly text: string;
  readonly emphasis?: 'aside' | 'due';
  readonly reference?: string | undefined;
}

/** Paths of a small picture: one cell a day. */
export interface StripView {
  readonly width: string;
  readonly box: string;
  readonly start: string;
  readonly counted: string;
  readonly skipped: string;
  readonly paused: string;
  readonly due: string;
}

export interface SignOffView {
  readonly title: string;
  readonly note: string;
  readonly people: readonly string[];
  readonly lines: readonly string[];
}
