import { expect, test } from 'vitest';
import { instant, seconds } from '../../../shared/kernel/units.ts';
import { engineBench } from '../../support/engine-bench.ts';
import { report } from '../../support/reports.ts';
import { createSuite } from '../../support/suite-builder.ts';
import { monitorOf } from '../../support/suite-people.ts';

test('what a monitor said before it was bound belongs to nobody, also after a restart', () => {
  const suite = createSuite();
  suite.bring(1, 'PREP');
  suite.wait(seconds(60));
  suite.act('ana', 'bindMonitor', { chair: 1, source: monitorOf(1) });
  const boundAt = suite.now();
  const bench = engineBench(suite.state(), instant(boundAt + seconds(2)));
  const said = (at: number, heartRate: number) => report(at, { heartRate }, { source: monitorOf(1) });

  bench.engine.remember([said(boundAt - 1, 44)]);
  bench.engine.start();
  expect(bench.tile(1).heartRate).toEqual({ state: 'none' });

  bench.engine.remember([said(boundAt, 72)]);
  expect(bench.tile(1).heartRate).toMatchObject({ state: 'fresh', value: 72 });
});
