import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../main/devices/drivers/driver.ts';
import { hl7Driver } from '../../../../main/devices/drivers/hl7.ts';
import { observationReport } from '../../../../main/devices/simulator/hl7-speech.ts';
import { mllpFrame } from '../../../../main/devices/simulator/mllp-talk.ts';
import type { MonitorReading } from '../../../../main/devices/simulator/monitor-reading.ts';
import { createNoise } from '../../../../main/devices/simulator/random.ts';
import { createSpeech, garble } from '../../../../main/devices/simulator/speech.ts';
import { instant } from '../../../../shared/kernel/units.ts';

const AT = instant(Date.UTC(2026, 10, 22, 14, 2, 33, 120));
const MEASURED = instant(Date.UTC(2026, 10, 22, 14, 1, 5, 7));
const READING: MonitorReading = {
  at: AT,
  patientId: 'MRN-1',
  heartRate: 72,
  rhythm: 'sinus',
  respiratoryRate: 14,
  spo2: 98,
  pulseRate: 71,
  perfusionIndex: 2.8,
  pressure: { systolic: 120, diastolic: 75, mean: 90, pulse: 70, measuredAt: MEASURED },
  faults: [],
};
const IDENTITY = { eui64: '5A00000000000001', location: 'SUITE^CHAIR^3' };

function readBack(bytes: Uint8Array): { readonly messages: readonly Message[]; readonly junk: readonly string[] } {
  const { messages, discarded } = hl7Driver.decoder({ zone: 'America/Chicago' }).push(bytes, AT);
  return { messages, junk: discarded.map(({ code }) => code) };
}
const read = (reading: Partial<MonitorReading>): Message | undefined =>
  readBack(mllpFrame(observationReport({ ...READING, ...reading }, IDENTITY, 'ID-1'))).messages[0];
const valuesOf = (message: Message | undefined) =>
  Object.fromEntries((message?.observations ?? []).map(({ parameter, value }) => [parameter, value]));

describe("the simulator's HL7, read by the station's own reader", () => {
  it('gives every number back, without a problem', () => {
    const message = read({});
    expect(message?.problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(valuesOf(message)).toMatchObject({
      heartRate: 72,
      ecgRhythm: 'sinus',
      respiratoryRate: 14,
      spo2: 98,
      perfusionIndex: 2.8,
      nibpSystolic: 120,
      nibpDiastolic: 75,
      nibpMean: 90,
    });
    expect(message?.observations.find(({ code }) => code.startsWith('149530'))?.value).toBe(71);
  });

  it('says that it is a simulation, who, where and when', () => {
    const message = read({});
    expect(message).toMatchObject({ simulated: true, timed: true, patientId: 'MRN-1', location: 'SUITE CHAIR 3' });
    expect(message?.sentAt).toBe(AT);
    expect(message?.answer?.code).toBe('AA');
    expect(read({ patientId: null })?.patientId).toBeNull();
  });

  it('gives the pressure its own time of measurement', () => {
    const systolic = read({})?.observations.find(({ parameter }) => parameter === 'nibpSystolic');
    expect(systolic).toMatchObject({ observedAt: MEASURED, timeBasis: 'measurement' });
  });

  it('names each rhythm it can say', () => {
    for (const rhythm of ['sinus', 'atrialFibrillation', 'bradycardia', 'tachycardia'] as const) {
      expect(valuesOf(read({ rhythm }))['ecgRhythm']).toBe(rhythm);
    }
  });

  it('shows a sensor that is off as a fault and as no number', () => {
    const leads = read({ heartRate: null, rhythm: null, respiratoryRate: null, faults: ['ecgLeadsOff'] });
    expect(leads?.faults).toEqual(['ecgLeadsOff']);
    expect(valuesOf(leads)).toMatchObject({ heartRate: null, ecgRhythm: null, spo2: 98 });
    const probe = read({ spo2: null, pulseRate: null, perfusionIndex: null, faults: ['spo2ProbeOff'] });
    expect(probe?.faults).toEqual(['spo2ProbeOff']);
    expect(valuesOf(probe)).toMatchObject({ spo2: null, heartRate: 72 });
  });

  it('survives the garbage it puts between two messages', () => {
    const speech = createSpeech('hl7', IDENTITY, 0);
    const noise = createNoise(1);
    const parts = Array.from({ length: 12 }, (_, turn) => {
      const { bytes } = speech.message(READING);
      return [garble(turn, speech, bytes, noise), bytes];
    });
    const { messages, junk } = readBack(Uint8Array.from(parts.flat().flatMap((part) => [...part])));
    expect(messages.filter((message) => valuesOf(message)['heartRate'] === 72)).toHaveLength(12);
    expect(new Set(junk)).toEqual(new Set(['junk', 'frame-cut']));
  });
});
