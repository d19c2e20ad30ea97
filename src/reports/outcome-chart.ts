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
const LINE = 26;
const LABELS = 214;
const FIGURES = 62;

/**
 * Broken, not judged, pending, kept: neighbours differ in lightness, and "not judged" is hatched too, so that the picture
 * says the same in black and white.
 */
const COLOURS = ['#8c1d18', '#d3a04a', '#e3e7ec', '#86a9b5'];

/**
 * One bar a rule, with the shares of its outcomes, and beside it every number. SVG, drawn without a browser. The same data
 * gives the same picture.
 */
export function outcomeChart(data: ChartData): string {
  const height = HEAD + LINE * data.bars.length + 6;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption(optionOf(data));
    return withoutNoise(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function optionOf({ bars, series }: ChartData): Parameters<ReturnType<typeof init>['setOption']>[0] {
  const totals = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: LABELS, right: FIGURES * series.length + 14, top: HEAD, height: LINE * bars.length },
    aria: {
      enabled: true,
      label: { enabled: false },
      decal: { show: true, decals: series.map((_, place) => decalOf(place)) },
    },
    xAxis: { type: 'value', min: 0, max: 1, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ label }) => label),
      axisLine: { lineStyle: { color: '#9aa5b1' } },
      axisTick: { show: false },
      axisLabel: {
        color: INK,
        fontSize: 10,
        lineHeight: 11.5,
        width: LABELS - 16,
        height: 23,
        overflow: 'break',
        lineOverflow: 'truncate',
        ellipsis: '…',
      },
    },
    series: series.map((name, place) => ({
      name,
      type: 'bar',
      stack: 'outcomes',
      barWidth: 13,
      silent: true,
      itemStyle: { color: COLOURS[place] ?? GREY, borderColor: '#ffffff', borderWidth: 0.6 },
      data: bars.map(({ values }, bar) => shareOf(values[place] ?? 0, totals[bar] ?? 0)),
    })),
    graphic: { elements: [...headings(series), ...figures(bars)] },
  };
}

/** Nothing is drawn of nothing, not even an outline. */
function shareOf(value: number, total: number): number | '-' {
  return value === 0 ? '-' : value / total;
}

/** Only "not judged" is hatched. */
function decalOf(place: number) {
  return place === 1
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
      shape: { x: columnEnd(place, series.length) - 16, y: 2, width: 16, height: 7 },
      style: { fill: COLOURS[place] ?? GREY, stroke: '#9aa5b1', lineWidth: 0.4 },
      silent: true,
    },
    {
      type: 'text',
      style: {
        text: name,
        x: columnEnd(place, series.length),
        y: 12,
        textAlign: 'right',
        fontFamily: FONT,
        fontSize: 9,
        fill: GREY,
      },
      silent: true,
    },
  ]);
}

function figures(bars: ChartData['bars']) {
  return bars.flatMap(({ values }, bar) =>
    values.map((value, place) => ({
      type: 'text',
      style: {
        text: formatCount(value),
        x: columnEnd(place, values.length),
        y: HEAD + LINE * (bar + 0.5),
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
