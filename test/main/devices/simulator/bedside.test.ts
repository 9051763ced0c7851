import { describe, expect, it } from 'vitest';
import { type BedsideOptions, createBedside } from '../../../../main/devices/simulator/bedside.ts';
import { openingScene } from '../../../../main/devices/simulator/fleet.ts';
import { SCENARIOS, type ScenarioName } from '../../../../main/devices/simulator/scenarios.ts';
import { instant } from '../../../../shared/kernel/units.ts';

const START = Date.UTC(2026, 10, 22, 14);
const ORDINARY: BedsideOptions = {
  seed: 1,
  patientId: 'MRN-1',
  scenes: [],
  infusionStartsAtMs: null,
  pressures: [],
  values: {},
  speed: 1,
};
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** Looks once a second, as a monitor does, on the patient's clock. */
function bedside(options: Partial<BedsideOptions>) {
  const all = { ...ORDINARY, ...options };
  const own = createBedside(all);
  let at = -1_000;
  const until = (seconds: number) => {
    let view = own.look(Math.max(at, 0), instant(START + Math.max(at, 0) / all.speed));
    const seen = [view];
    while (at < seconds * 1_000) {
      at += 1_000;
      view = own.look(at, instant(START + at / all.speed));
      seen.push(view);
    }
    return { ...view, seen };
  };
  return { ...own, until };
}

const played = (name: ScenarioName, seed: number) => bedside({ seed, scenes: [openingScene(name, null)] });

describe('the cuff', () => {
  it('takes 35 s, measures twice for a baseline, then every 15 minutes', () => {
    const { seen } = bedside({}).until(33 * 60);
    const times = seen.flatMap(({ reading }) =>
      reading.pressure === null ? [] : [reading.pressure.measuredAt - START],
    );
    expect([...new Set(times)]).toEqual([40_000, 130_000, 1_030_000, 1_930_000]);
  });

  it('shows nothing before its first result', () => {
    expect(bedside({}).until(39).reading.pressure).toBeNull();
  });

  it('measures on demand, and the cycle counts from there', () => {
    const chair = bedside({});
    chair.until(600);
    chair.startCuff();
    expect(chair.until(634).reading.pressure?.measuredAt).toBe(START + 130_000);
    expect(chair.until(636).reading.pressure?.measuredAt).toBe(START + 635_000);
    expect(chair.until(1_534).reading.pressure?.measuredAt).toBe(START + 635_000);
    expect(chair.until(1_536).reading.pressure?.measuredAt).toBe(START + 1_535_000);
  });

  it('does not start over when asked twice', () => {
    const chair = bedside({});
    chair.until(600);
    chair.startCuff();
    chair.until(620);
    chair.startCuff();
    expect(chair.until(636).reading.pressure?.measuredAt).toBe(START + 635_000);
  });

  it('finds the dictated pressures in order, and the last one for good', () => {
    const pressures = [
      { systolic: 120, diastolic: 75, mean: 90 },
      { systolic: 144, diastolic: 90, mean: 108 },
    ];
    const chair = bedside({ pressures });
    expect(chair.until(60).reading.pressure).toMatchObject({ systolic: 120, diastolic: 75, mean: 90 });
    expect(chair.until(140).reading.pressure).toMatchObject({ systolic: 144, diastolic: 90, mean: 108 });
    expect(chair.until(1_100).reading.pressure).toMatchObject({ systolic: 144, measuredAt: START + 1_030_000 });
  });

  it('keeps the time of a measurement to the millisecond in every message after it', () => {
    const chair = bedside({ speed: 7 });
    const times = chair.until(90).seen.flatMap(({ reading }) => reading.pressure?.measuredAt ?? []);
    expect(new Set(times).size).toBe(1);
    expect(times[0]).toBe(START + Math.round(40_000 / 7));
  });

  it('shows a pressure given from outside at once', () => {
    const chair = bedside({});
    chair.until(10);
    chair.dictatePressure({ systolic: 151, diastolic: 92, mean: 112 });
    expect(chair.until(11).reading.pressure).toMatchObject({ systolic: 151, measuredAt: START + 10_000 });
  });
});

describe('dictated values', () => {
  it('stand exactly as given until they are given back', () => {
    const chair = bedside({ values: { heartRate: 72, spo2: 98, respiratoryRate: 14, rhythm: 'sinus' } });
    for (const { reading } of chair.until(120).seen) {
      expect(reading).toMatchObject({ heartRate: 72, pulseRate: 72, spo2: 98, respiratoryRate: 14 });
    }
    chair.fix({ heartRate: 45, rhythm: 'atrialFibrillation' });
    expect(chair.until(121).reading).toMatchObject({ heartRate: 45, spo2: 98, rhythm: 'atrialFibrillation' });
    chair.fix({ heartRate: null });
    expect(chair.until(122).reading.heartRate).toBeGreaterThan(55);
  });
});

describe('a scenario', () => {
  it('shows an ordinary patient until it sets in', () => {
    for (const name of ['bradycardia', 'tachycardia', 'desaturation', 'af', 'leads-off', 'probe-off'] as const) {
      const { seen } = played(name, 5).until(SCENARIOS[name].leadInMs / 1_000 - 1);
      expect(seen.every(({ reading }) => (reading.heartRate ?? 0) > 55 && (reading.heartRate ?? 0) < 90)).toBe(true);
      expect(seen.every(({ reading }) => (reading.spo2 ?? 0) >= 96 && reading.rhythm === 'sinus')).toBe(true);
    }
  });

  it('pressor: over 20 % and under 40 % above two ordinary pressures, twice, in any patient', () => {
    for (const seed of SEEDS) {
      const chair = played('pressor', seed);
      const pressures = chair.until(500).seen.flatMap(({ reading }) => reading.pressure ?? []);
      const [first, second, ...raised] = [...new Map(pressures.map((p) => [p.measuredAt, p])).values()];
      const baseline = ((first?.systolic ?? 0) + (second?.systolic ?? 0)) / 2;
      expect(raised).toHaveLength(2);
      for (const { systolic, diastolic } of raised) {
        expect(systolic / baseline).toBeGreaterThan(1.2);
        expect(systolic / baseline).toBeLessThan(1.4);
        expect(systolic).toBeLessThan(180);
        expect(diastolic).toBeLessThan(120);
      }
    }
  });

  it('bradycardia: below 50 and not below 40, without a break', () => {
    for (const seed of SEEDS) {
      const chair = played('bradycardia', seed);
      chair.until(32);
      const rates = chair.until(120).seen.map(({ reading }) => reading.heartRate ?? 0);
      expect(Math.max(...rates)).toBeLessThan(50);
      expect(Math.min(...rates)).toBeGreaterThanOrEqual(40);
    }
  });

  it('tachycardia: above 100 and below 130, without a break', () => {
    for (const seed of SEEDS) {
      const chair = played('tachycardia', seed);
      chair.until(32);
      const rates = chair.until(120).seen.map(({ reading }) => reading.heartRate ?? 0);
      expect(Math.min(...rates)).toBeGreaterThan(100);
      expect(Math.max(...rates)).toBeLessThan(130);
    }
  });

  it('af: the monitor names it, and the rate is irregular', () => {
    const chair = played('af', 2);
    chair.until(30);
    const seen = chair.until(90).seen;
    expect(seen.every(({ reading }) => reading.rhythm === 'atrialFibrillation')).toBe(true);
    expect(new Set(seen.map(({ reading }) => reading.heartRate)).size).toBeGreaterThan(6);
  });

  it('desaturation: below 90 % and not below 85 %', () => {
    for (const seed of SEEDS) {
      const chair = played('desaturation', seed);
      chair.until(60);
      const values = chair.until(150).seen.map(({ reading }) => reading.spo2 ?? 0);
      expect(Math.max(...values)).toBeLessThan(90);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(85);
    }
  });

  it('leads-off: no rate, no rhythm, no respiration, but the finger still reads', () => {
    const { reading } = played('leads-off', 1).until(25);
    expect(reading).toMatchObject({ heartRate: null, rhythm: null, respiratoryRate: null, faults: ['ecgLeadsOff'] });
    expect(reading.spo2).not.toBeNull();
  });

  it('probe-off: no saturation, no pulse, but the ECG still reads', () => {
    const { reading } = played('probe-off', 1).until(25);
    expect(reading).toMatchObject({ spo2: null, pulseRate: null, perfusionIndex: null, faults: ['spo2ProbeOff'] });
    expect(reading.heartRate).not.toBeNull();
  });

  it('wrong-patient: another id', () => {
    const chair = played('wrong-patient', 1);
    expect(chair.until(19).reading.patientId).toBe('MRN-1');
    expect(chair.until(21).reading.patientId).toBe('SIM-SOMEBODY-ELSE');
  });

  it('link-loss, flood, garbage: the line, for their time and no longer', () => {
    const faultAt = (name: ScenarioName, seconds: number) => played(name, 1).until(seconds).line;
    expect([faultAt('link-loss', 19), faultAt('link-loss', 21), faultAt('link-loss', 66)]).toEqual([
      null,
      'down',
      null,
    ]);
    expect([faultAt('flood', 21), faultAt('flood', 51)]).toEqual(['flood', null]);
    expect([faultAt('garbage', 21), faultAt('garbage', 81)]).toEqual(['garbage', null]);
  });

  it('is not hurried on the line by a hurried patient', () => {
    const chair = bedside({ speed: 10, scenes: [openingScene('link-loss', 0)] });
    expect(chair.until(440).line).toBe('down');
    expect(chair.until(460).line).toBeNull();
  });

  it('gives way to the next, and the patient recovers', () => {
    const chair = played('bradycardia', 4);
    chair.until(60);
    chair.play('quiet');
    expect(chair.until(62).reading.heartRate).toBeLessThan(60);
    expect(chair.until(80).reading.heartRate).toBeGreaterThan(58);
  });
});
