import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { TrendView } from '../../shared/board/views.ts';
import type { Chair } from '../../shared/kernel/ids.ts';
import { useStream } from '../state/stream.ts';
import { chairText } from '../text/acts-en.ts';
import { tileText } from '../text/en.ts';
import styles from './Trend.module.css';
import { type TrendInk, trendData, trendOptions } from './trend-plot.ts';

/** The whole session at a glance: lines for rate and SpO2, a bar for each pressure, the baseline and its band. */
export function Trend({ chair }: { readonly chair: Chair }) {
  const trend = useStream('trend', { chair });
  return (
    <section aria-label={chairText.trend} className={styles.trend}>
      <header className={styles.legend}>
        <h2>{chairText.trend}</h2>
        <span className={styles.heart}>{tileText.heartRateShort} /min</span>
        <span className={styles.oxygen}>{tileText.spo2Short}</span>
        <span className={styles.pressure}>{tileText.pressureShort}</span>
      </header>
      {trend === null || (trend.points.length === 0 && trend.pressures.length === 0) ? (
        <p className={styles.none}>{chairText.noTrend}</p>
      ) : (
        <Plot trend={trend} />
      )}
    </section>
  );
}

function inkOf(element: Element): TrendInk {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    heart: token('--heart'),
    oxygen: token('--oxygen'),
    pressure: token('--pressure'),
    ink: token('--dim'),
    line: token('--line'),
    band: token('--band'),
    font: style.fontFamily,
  };
}

/** Drawn anew when the view, the size or the colours change: a few thousand points at most, once a second. */
function Plot({ trend }: { readonly trend: TrendView }) {
  const place = useRef<HTMLElement>(null);

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let plot: uPlot | null = null;
    const draw = (): void => {
      plot?.destroy();
      const { clientWidth, clientHeight } = element;
      plot = new uPlot(trendOptions(trend, inkOf(element), clientWidth, clientHeight), trendData(trend), element);
    };
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const light = matchMedia('(prefers-color-scheme: light)');
    light.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      light.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [trend]);

  return <figure ref={place} aria-label={chairText.trendText} className={styles.plot} />;
}
