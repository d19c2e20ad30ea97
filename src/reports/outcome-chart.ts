import { BarChart } from 'echarts/charts';
import { AriaComponent, GraphicComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { formatCount } from './texts/numbers.js';
import type { ChartData } from './view/view-model.js';

use([BarChart, GridComponent, GraphicComponent, AriaComponent, SVGRenderer]);

const FONT = 'Noto Sans SC';
const INK = '#1f2933';
const GREY = '#66707c';

/** In pixels of 1/96 inch; the type area is 174 mm wide. */
const WIDTH = 658;
const HEAD = 30;
/** A row, and one whose label needs three lines. */
const LINE = 26;
const TALL_LINE = 37;
const FONT_SIZE = 10;
const LABELS = 214;
const FIGURES = 62;

/**
 * Broken, not judged, pending, kept: neighbours differ in lightness, and "not judged" is hatched too, so that the picture
 * says the same in black and white.
 */
const HATCHED = 1;
const COLOURS = ['#8c1d18', '#d3a04a', '#d5dbe2', '#86a9b5'];

/**
 * One bar a rule, with the shares of its outcomes, and beside it every number. SVG, drawn without a browser. The same data
 * gives the same picture.
 */
export function outcomeChart(data: ChartData): string {
  const height = HEAD + lineOf(data) * data.bars.length + 6;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption(optionOf(data));
    return withoutNoise(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** As tall as the longest label asks, three lines at most. Chinese characters are as wide as they are high, letters about half. */
function lineOf({ bars }: ChartData): number {
  const width = (label: string): number =>
    Array.from(label).reduce((sum, character) => sum + (/[\u2e80-\uffff]/.test(character) ? 1 : 0.55), 0) * FONT_SIZE;
  // A line breaks at a word, so that not all of its width is used.
  return bars.some(({ label }) => width(label) > 1.95 * (LABELS - 16)) ? TALL_LINE : LINE;
}

function optionOf(data: ChartData): Parameters<ReturnType<typeof init>['setOption']>[0] {
  const { bars, series } = data;
  const line = lineOf(data);
  const totals = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: LABELS, right: FIGURES * series.length + 14, top: HEAD, height: line * bars.length },
    aria: {
      enabled: true,
      label: { enabled: false },
      decal: { show: true, decals: series.map((_, place) => decalOf(place)) },
    },
    xAxis: { type: 'value', min: 0, max: 1, show: false },
    yAxis: labelsAxis(bars, line),
    series: series.map((name, place) => ({
      name,
      type: 'bar',
      stack: 'outcomes',
      barWidth: 13,
      silent: true,
      itemStyle: { color: COLOURS[place] ?? GREY, borderColor: '#ffffff', borderWidth: 0.6 },
      data: bars.map(({ values }, bar) => shareOf(values[place] ?? 0, totals[bar] ?? 0)),
    })),
    graphic: { elements: [...headings(series), ...figures(bars, line)] },
  };
}

/** The labels of the bars, broken into lines that fit beside them. */
function labelsAxis(bars: ChartData['bars'], line: number) {
  return {
    type: 'category' as const,
    inverse: true,
    data: bars.map(({ label }) => label),
    axisLine: { lineStyle: { color: '#9aa5b1' } },
    axisTick: { show: false },
    axisLabel: {
      color: INK,
      fontSize: FONT_SIZE,
      lineHeight: 11.5,
      width: LABELS - 16,
      height: line - 3,
      overflow: 'break' as const,
      lineOverflow: 'truncate' as const,
      ellipsis: '…',
    },
  };
}

/** Nothing is drawn of nothing, not even an outline. */
function shareOf(value: number, total: number): number | '-' {
  return value === 0 ? '-' : value / total;
}

/** The lines of the hatched swatch, as the bars have them. */
function hatching(left: number) {
  return [3, 7.5, 12, 16.5].map((x) => ({
    type: 'line',
    shape: { x1: left + Math.max(0, x - 4.5), y1: x < 4.5 ? 1 + x * 2 : 10, x2: left + Math.min(18, x + 1.5), y2: 1 },
    style: { stroke: 'rgba(80,50,0,0.55)', lineWidth: 1 },
    silent: true,
  }));
}

/** Only "not judged" is hatched. */
function decalOf(place: number) {
  return place === HATCHED
    ? {
        symbol: 'rect',
        symbolSize: 1,
        dashArrayX: [1, 0],
        dashArrayY: [1, 3],
        rotation: Math.PI / 4,
        color: 'rgba(80,50,0,0.55)',
      }
    : { symbol: 'none' };
}

function columnEnd(place: number, columns: number): number {
  return WIDTH - FIGURES * (columns - 1 - place);
}

function headings(series: readonly string[]) {
  return series.flatMap((name, place) => [
    {
      type: 'rect',
      shape: { x: columnEnd(place, series.length) - 18, y: 1, width: 18, height: 9 },
      style: { fill: COLOURS[place] ?? GREY, stroke: 'none' },
      silent: true,
    },
    ...(place === HATCHED ? hatching(columnEnd(place, series.length) - 18) : []),
    {
      type: 'text',
      style: {
        text: name,
        x: columnEnd(place, series.length),
        y: 14,
        textAlign: 'right',
        fontFamily: FONT,
        fontSize: 9,
        fill: GREY,
      },
      silent: true,
    },
  ]);
}

function figures(bars: ChartData['bars'], line: number) {
  return bars.flatMap(({ values }, bar) =>
    values.map((value, place) => ({
      type: 'text',
      style: {
        text: formatCount(value),
        x: columnEnd(place, values.length),
        y: HEAD + line * (bar + 0.5),
        textAlign: 'right',
        textVerticalAlign: 'middle',
        fontFamily: FONT,
        fontSize: 10.5,
        fontWeight: place === 0 && value > 0 ? 700 : 400,
        fill: value === 0 ? '#9aa5b1' : INK,
      },
      silent: true,
    })),
  );
}

/** Without what only a screen needs, and without names that count up from one call to the next: equal data gives equal text. */
function withoutNoise(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/zr\d+-/g, 'zr-');
}
