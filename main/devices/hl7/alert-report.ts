import type { SensorFault } from '../../../shared/vitals/observation.ts';
import type { MonitorAlarm, Problem } from '../drivers/driver.ts';
import { bareRefId, type Coded, codedFrom, codeText, isRefId, mdcNumber } from './codes/coded.ts';
import { faultOfEvent } from './codes/faults.ts';
import { isReadingOf } from './codes/meaning.ts';
import { clipped, components, type Delimiters, unescaped } from './field.ts';
import { type Containment, channelOf, containmentOf, enclosing, type ObservationRow } from './observation-row.ts';

type Priority = MonitorAlarm['priority'];
type Phase = MonitorAlarm['phase'];

export type AlarmsRead = {
  readonly alarms: readonly MonitorAlarm[];
  readonly faults: readonly SensorFault[];
  readonly problems: readonly Problem[];
};

/** PH, PM, PL: high, medium, low. PI and PN are information and none (IHE PCD ACM, OBX-8 and the priority row). */
const PRIORITIES: Readonly<Record<string, Priority>> = { PH: 'high', PM: 'medium', PL: 'low' };
const RANK: readonly Priority[] = [null, 'low', 'medium', 'high'];
const higher = (a: Priority, b: Priority): Priority => (RANK.indexOf(a) >= RANK.indexOf(b) ? a : b);

const PHASES: Readonly<Record<string, Phase>> = {
  start: 'start',
  start_only: 'start',
  continue: 'continue',
  present: 'continue',
  update: 'continue',
  escalate: 'continue',
  'de-escalate': 'continue',
  end: 'end',
  stop: 'end',
  stop_only: 'end',
};

/** Philips' alarm colours (MDIL-ALERT). An inoperative measurement has no colour of its own. */
const MDIL_ALERTS: Readonly<Record<string, Priority>> = { '1': 'high', '2': 'medium', '5': null, '6': null };

const TEXT_MAX = 200;
const eventName = ({ id, label }: Coded): string => clipped(label === '' ? id : label, TEXT_MAX);

const attribute = (rows: readonly ObservationRow[], name: string): string =>
  // Mindray VS-900 numbers its attributes differently from IHE; the names agree.
  rows.find(({ code }) => code.label === `MDC_ATTR_${name}`)?.value.trim() ?? '';

/** IHE gives an alarm six attributes; a message of alarms alone must not be read in quadratic time. */
const ATTRIBUTES_MAX = 16;

function attributesAfter(rows: readonly ObservationRow[], at: number): readonly ObservationRow[] {
  const following = rows.slice(at + 1, at + 1 + ATTRIBUTES_MAX);
  const next = following.findIndex(({ meaning }) => meaning.kind === 'alarm');
  return next === -1 ? following : following.slice(0, next);
}

/** An alarm of IHE's alert model: a row MDC_EVT_ALARM with the event in OBX-5, its attributes in the rows after it. */
function iheAlarm(
  row: ObservationRow,
  attributes: readonly ObservationRow[],
  delimiters: Delimiters,
): { readonly alarm: MonitorAlarm; readonly event: Coded } {
  const said = components(row.value, delimiters);
  const event = codedFrom(said);
  const stated = PRIORITIES[attribute(attributes, 'ALARM_PRIORITY').toUpperCase()] ?? null;
  const flagged = row.flags.map((flag) => PRIORITIES[flag] ?? null).reduce(higher, null);
  const inactive = attribute(attributes, 'ALARM_STATE').toLowerCase() === 'inactive';
  const phase = PHASES[attribute(attributes, 'EVENT_PHASE').toLowerCase()] ?? (inactive ? 'end' : null);
  return {
    event,
    // CWE-9 is the text the monitor shows.
    alarm: {
      event: eventName(event),
      code: codeText(event),
      priority: higher(stated, flagged),
      phase,
      text: clipped(said[8] || event.label || event.id, TEXT_MAX),
    },
  };
}

/** Where a message shows its sensors, looked up once for all of its alarms. */
type Sensors = { readonly containment: Containment; readonly oximeterChannels: ReadonlySet<string> };

function sensorsIn(rows: readonly ObservationRow[]): Sensors {
  const oximeter = rows.filter(({ meaning, place }) => isReadingOf(meaning, 'spo2') && place !== '');
  return { containment: containmentOf(rows), oximeterChannels: new Set(oximeter.map(({ place }) => channelOf(place))) };
}

/** The event names no sensor: it is the probe when it stands where the oximeter's rows stand. */
function atOximeter(row: ObservationRow, { containment, oximeterChannels }: Sensors): boolean {
  if (/150456|1504[47]\d/.test(row.place) || /SAT_O2|PULS_OXIM/.test(enclosing(row, containment))) return true;
  return oximeterChannels.has(channelOf(row.place));
}

function faultOf(event: Coded, row: ObservationRow, sensors: Sensors): SensorFault | null {
  const found = faultOfEvent(mdcNumber(event.id), isRefId(event.label) ? bareRefId(event.label) : '');
  if (found === undefined || (found.needsOximeter && !atOximeter(row, sensors))) return null;
  return found.fault;
}

/** Mindray patient data share: MSH-10 is the kind of message, 54 physiological alarms, 56 technical ones. */
export const PDS_ALARM_KINDS = ['54', '56'];
/** Its technical alarm 5 (PDS guide 0010-20-43061-2, kind 56). */
const PDS_ECG_LEAD_OFF = '5';

/** OBX-5 is number^text; the stars before the text, or else OBX-3, are its priority. */
function pdsAlarm(
  row: ObservationRow,
  delimiters: Delimiters,
): { readonly alarm: MonitorAlarm; readonly id: string } | null {
  const [id = '', label = ''] = components(row.value, delimiters);
  const stars = /^\*{1,3}/.exec(label)?.[0].length ?? 0;
  if (row.valueType !== 'CE' || !/^\d{1,6}$/.test(id) || label === '') return null;
  const byLevel: Readonly<Record<string, Priority>> = { '1': 'high', '2': 'medium', '3': 'low' };
  const byStars: readonly Priority[] = [null, 'low', 'medium', 'high'];
  const text = clipped(label.slice(stars).trim(), TEXT_MAX);
  return {
    id,
    alarm: {
      event: text,
      code: codeText({ id, label, system: '' }),
      priority: byStars[stars] ?? byLevel[row.code.id] ?? null,
      phase: null,
      text,
    },
  };
}

/**
 * The alarms a monitor announces, in an alert message (ORU^R40) or among its observations, and the sensor
 * faults they tell of. Judged by code: the words are in the language of the ward.
 * @param controlId MSH-10, which is the kind of message to Mindray's patient data share
 */
export function readAlarms(rows: readonly ObservationRow[], delimiters: Delimiters, controlId: string): AlarmsRead {
  const alarms: MonitorAlarm[] = [];
  const faults = new Set<SensorFault>();
  const problems: Problem[] = [];
  const sensors = sensorsIn(rows);
  for (const [i, row] of rows.entries()) {
    if (row.meaning.kind === 'alarm') {
      const { alarm, event } = iheAlarm(row, attributesAfter(rows, i), delimiters);
      if (event.id === '' && event.label === '') {
        problems.push({
          severity: 'warning',
          code: 'alarm-without-event',
          at: `${row.at}-5`,
          text: 'an alarm that names no event',
        });
        continue;
      }
      alarms.push(alarm);
      const fault = faultOf(event, row, sensors);
      if (fault !== null && alarm.phase !== 'end') faults.add(fault);
    } else if (row.code.system === 'MDIL-ALERT') {
      const text = clipped(unescaped(row.value, delimiters).trim(), TEXT_MAX);
      const priority = MDIL_ALERTS[row.code.id] ?? null;
      alarms.push({ event: eventName(row.code), code: codeText(row.code), priority, phase: null, text });
    } else if (PDS_ALARM_KINDS.includes(controlId) && row.code.system === '') {
      const found = pdsAlarm(row, delimiters);
      if (found === null) continue;
      alarms.push(found.alarm);
      if (controlId === '56' && found.id === PDS_ECG_LEAD_OFF) faults.add('ecgLeadsOff');
    }
  }
  return { alarms, faults: [...faults], problems };
}
