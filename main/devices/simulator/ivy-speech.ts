import type { MonitorReading } from './monitor-reading.ts';

const WAVE_BYTES = 400;

/**
 * Waves enough to be counted: a beat of the pulse drawn over 400 bytes. Like the real device's they may hold
 * 0xFF and 0xFE, so that a receiver which searches for these instead of counting is found out.
 */
function waves(heartRate: number | null): Uint8Array {
  const beats = (heartRate ?? 0) / 60;
  return Uint8Array.from({ length: WAVE_BYTES }, (_, i) =>
    i % 97 === 0 ? 0xff - (i % 2) : Math.round(128 + 96 * Math.sin((2 * Math.PI * beats * i) / WAVE_BYTES)),
  );
}

const field = (value: number | null): string => (value === null ? '' : String(value));

/**
 * One frame of the Ivy 450C's "ANSAR-B" output, lines in the order of the real capture. State 1 (4 for the
 * cuff) stands beside a number, 3 beside none, as far as the capture shows. The protocol has no patient, no
 * rhythm, no time and no perfusion index. Where the
 * lead is named it says SIMULATION, which the driver takes at its word.
 */
export function ansarFrame(reading: MonitorReading): Uint8Array {
  const { pressure } = reading;
  const heart = reading.heartRate === null ? '3;;LEADS OFF SIMULATION' : `1;${reading.heartRate};ECG-II-SIMULATION`;
  const saturation = reading.spo2 === null ? '3;;PR= ;PROBE OFF' : `1;${reading.spo2};PR=${field(reading.pulseRate)} `;
  const cuff =
    pressure === null ? '1;;;;' : `4;${pressure.systolic};${pressure.diastolic};${pressure.mean};${pressure.pulse}`;
  const lines = [
    `HR=${heart};`,
    `RR=${reading.respiratoryRate === null ? 3 : 1};${field(reading.respiratoryRate)};;`,
    'ETCO2=1;;;',
    `SPO2=${saturation};`,
    `NIBP=${cuff};;`,
    'P1=3;;;;NO TRANSDUCER;',
    'P2=3;;;;NO TRANSDUCER;',
    'T1=1;;;',
    'T2=1;;;',
  ];
  const text = lines.map((line) => `${line}\r`).join('');
  const encoder = new TextEncoder();
  return Uint8Array.from([
    0xff,
    ...encoder.encode('ANSAR-B '),
    ...waves(reading.heartRate),
    ...encoder.encode(text),
    0xfe,
  ]);
}
