import { expect, test } from 'vitest';
import { minutes } from '../../../shared/kernel/units.ts';
import { engineBench } from '../../support/engine-bench.ts';
import { createSuite } from '../../support/suite-builder.ts';

const SET = { chair: 1, systolic: 190, diastolic: 90, heartRate: 70, spo2: 98 } as const;

test('a pressure charted by hand is judged, shown, and still there after a restart that knows only the log', async () => {
  const suite = createSuite();
  suite.bring(1, 'INFUSING');
  const bench = engineBench(suite.state(), suite.now());
  bench.advance(minutes(5));
  expect(await bench.ask('ana', 'chartVitals', { ...SET, minutesAgo: 1 })).toMatchObject({ ok: true });
  expect(bench.rules()).toContain('BP-03');
  const measuredAt = bench.at(minutes(4));
  expect(bench.tile().pressure).toMatchObject({ systolic: 190, by: 'hand', measuredAt });

  const again = engineBench(bench.engine.state(), bench.clock.now());
  expect(again.tile().pressure).toMatchObject({ systolic: 190, by: 'hand', measuredAt });
  expect(again.rules()).toContain('BP-03');
});
