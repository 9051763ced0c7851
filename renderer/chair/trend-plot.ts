import type uPlot from 'uplot';
import type { TrendView } from '../../shared/board/views.ts';
import { meanForDisplay } from '../../shared/kernel/exact.ts';
import { minutes } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';

/** The infusion's 40 minutes and the recovery's 30. */
const SPAN_MS = minutes(70);
/** Left scale: beats per minute and mmHg share it, as on an anaesthetic chart. */
const LEFT = { least: 40, most: 200 } as const;
const OXYGEN = { least: 70, most: 100 } as const;

type Column = (number | null | undefined)[];

/**
 * Times in seconds, then heart rate, SpO2, systolic and diastolic. `null` breaks a line (nothing valid was
 * measured); `undefined` says only that this column has nothing to say at that time.
 */
export function trendData(trend: TrendView): uPlot.AlignedData {
  const times = [...trend.points.map(({ at }) => at), ...trend.pressures.map(({ measuredAt }) => measuredAt)];
  const xs = [...new Set(times)].toSorted((a, b) => a - b);
  const place = new Map(xs.map((at, index) => [at, index]));
  const column = (): Column => Array.from(xs, () => undefined);
  const [heart, oxygen, systolic, diastolic] = [column(), column(), column(), column()];
  for (const point of trend.points) {
    const at = place.get(point.at) ?? 0;
    heart[at] = point.heartRate;
    oxygen[at] = point.spo2;
  }
  for (const pressure of trend.pressures) {
    const at = place.get(pressure.measuredAt) ?? 0;
    systolic[at] = pressure.systolic;
    diastolic[at] = pressure.diastolic;
  }
  return [xs.map((at) => at / 1_000), heart, oxygen, systolic, diastolic];
}

/** Colours come from tokens.css, as they are on the element the chart stands in. */
export type TrendInk = {
  readonly heart: string;
  readonly oxygen: string;
  readonly pressure: string;
  readonly ink: string;
  readonly line: string;
  readonly band: string;
  readonly font: string;
};

const hhmm = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export function trendOptions(
  trend: TrendView,
  ink: TrendInk,
  size: uPlot.Options['width'],
  height: number,
): uPlot.Options {
  const from = trend.from / 1_000;
  const last = Math.max(trend.from + SPAN_MS, ...trend.points.slice(-1).map(({ at }) => at as number)) / 1_000;
  const axis = {
    stroke: ink.ink,
    font: `13px ${ink.font}`,
    grid: { stroke: ink.line, width: 1 },
    ticks: { show: false },
  };
  return {
    width: size,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: () => [from, last] },
      y: {
        range: (_, least, most) => [Math.min(LEFT.least, least ?? LEFT.least), Math.max(LEFT.most, most ?? LEFT.most)],
      },
      oxygen: { range: (_, least) => [Math.min(OXYGEN.least, least ?? OXYGEN.least), OXYGEN.most] },
    },
    axes: [
      { ...axis, size: 30, values: (_, seconds) => seconds.map((second) => hhmm.format(second * 1_000)) },
      { ...axis, size: 44 },
      { ...axis, scale: 'oxygen', side: 1, size: 44, stroke: ink.oxygen, grid: { show: false } },
    ],
    series: [
      {},
      { scale: 'y', stroke: ink.heart, width: 2, points: { show: false } },
      { scale: 'oxygen', stroke: ink.oxygen, width: 2, dash: [7, 4], points: { show: false } },
      { scale: 'y', paths: () => null, points: { show: false } },
      { scale: 'y', paths: () => null, points: { show: false } },
    ],
    hooks: { drawAxes: [(plot) => drawBand(plot, trend, ink)], draw: [(plot) => drawPressures(plot, trend, ink)] },
  };
}

/** The baseline's systolic mean and 20 % to either side of it: for the eye; what alarms is judged exactly elsewhere. */
function drawBand(plot: uPlot, trend: TrendView, ink: TrendInk): void {
  if (trend.baseline === null) return;
  const mean = meanForDisplay(trend.baseline.systolic);
  const share = KETAMINE_INFUSION.recovery.pressureWithinPercent / 100;
  const y = (value: number): number => plot.valToPos(value, 'y', true);
  const { left, width } = plot.bbox;
  const { ctx } = plot;
  ctx.save();
  ctx.fillStyle = ink.band;
  ctx.fillRect(left, y(mean * (1 + share)), width, y(mean * (1 - share)) - y(mean * (1 + share)));
  ctx.strokeStyle = ink.pressure;
  ctx.setLineDash([4, 6]);
  ctx.lineWidth = 1;
  for (const value of [mean, mean * (1 - share), mean * (1 + share)]) {
    ctx.beginPath();
    ctx.moveTo(left, y(value));
    ctx.lineTo(left + width, y(value));
    ctx.stroke();
  }
  ctx.fillStyle = ink.ink;
  ctx.font = `${13 * devicePixelRatio}px ${ink.font}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(`SBP ${Math.round(mean)} ±20 %`, left + width - 6, y(mean) - 4);
  ctx.restore();
}

/** Each cuff reading as a bar from diastolic to systolic with a wedge at either end. */
function drawPressures(plot: uPlot, trend: TrendView, ink: TrendInk): void {
  const { ctx } = plot;
  const wedge = 6 * devicePixelRatio;
  ctx.save();
  ctx.setLineDash([]);
  ctx.strokeStyle = ink.pressure;
  ctx.fillStyle = ink.pressure;
  ctx.lineWidth = 2 * devicePixelRatio;
  for (const { measuredAt, systolic, diastolic } of trend.pressures) {
    const x = plot.valToPos(measuredAt / 1_000, 'x', true);
    const top = plot.valToPos(systolic, 'y', true);
    drawWedge(ctx, x, top, wedge, -1);
    if (diastolic === null) continue;
    const bottom = plot.valToPos(diastolic, 'y', true);
    drawWedge(ctx, x, bottom, wedge, 1);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
  }
  ctx.restore();
}

/** A filled triangle whose point lies on the value; `away` is -1 for one that stands above it. */
function drawWedge(ctx: CanvasRenderingContext2D, x: number, y: number, size: number, away: -1 | 1): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - size, y + away * size * 1.4);
  ctx.lineTo(x + size, y + away * size * 1.4);
  ctx.fill();
}
