/** Small HL7 messages for tests, as bytes. Segments are given without their line ends. */
export const hl7 = (segments: readonly string[], lineEnd = '\r'): Uint8Array =>
  Buffer.from(segments.map((segment) => segment + lineEnd).join(''), 'utf8');

type Header = {
  readonly controlId?: string;
  readonly type?: string;
  readonly time?: string;
  readonly processing?: string;
  readonly acknowledgements?: string;
  readonly charset?: string;
};

export const msh = ({
  controlId = 'M1',
  type = 'ORU^R01^ORU_R01',
  time = '20261122140233+0000',
  ...rest
}: Header = {}) =>
  `MSH|^~\\&|MON|ICU|||${time}||${type}|${controlId}|${rest.processing ?? 'P'}|2.6|||${rest.acknowledgements ?? '|'}||${rest.charset ?? 'UNICODE UTF-8'}`;

/** An ordinary report: header, patient, bed, group, and the rows given (the text after "OBX|n|"). */
export const report = (rows: readonly string[], header: Header = {}): Uint8Array =>
  hl7([
    msh(header),
    'PID|||P1^^^H^PI||DOE^JANE',
    'PV1||I|SUITE^^CHAIR-3',
    'OBR|1|||182777000^monitoring of patient^SCT|||20261122140230+0000',
    ...rows.map((row, i) => `OBX|${i + 1}|${row}`),
  ]);

/** A row of each kind that the board shows. */
export const HEART_RATE = (value: string | number, tail = '||||R'): string =>
  `NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|${value}|264864^MDC_DIM_BEAT_PER_MIN^MDC|${tail}`;
export const SPO2 = (value: string | number, tail = '||||R'): string =>
  `NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456|${value}|262688^MDC_DIM_PERCENT^MDC|${tail}`;
export const SYSTOLIC = (value: string | number, unit = '266016^MDC_DIM_MMHG^MDC', tail = '||||R'): string =>
  `NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.1|${value}|${unit}|${tail}`;

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
export const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
export const text = (raw: Uint8Array): string => Buffer.from(raw).toString('latin1');
