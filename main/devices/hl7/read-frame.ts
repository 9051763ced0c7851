import type { Instant } from '../../../shared/kernel/units.ts';
import type { Message, Problem } from '../drivers/driver.ts';
import { PDS_ALARM_KINDS, readAlarms } from './alert-report.ts';
import { type AnswerCode, answerTo, wantsAnswer } from './answer.ts';
import { clipped } from './field.ts';
import { fieldText, fieldWhole, firstSegment, type Hl7Message, lexMessage, messagesIn } from './message.ts';
import { faultsBeside, readObservations } from './observation-report.ts';
import { rowsOf } from './observation-row.ts';
import { locationIn, patientIdIn } from './patient-place.ts';
import { createRowClock } from './row-time.ts';
import { offsetOf } from './time.ts';

export type ReadContext = {
  /** IANA zone for times without an offset. */
  readonly zone: string;
  readonly receivedAt: Instant;
  /** A control id for our next answer, unlike the ones before it on this connection. */
  readonly nextControlId: () => string;
};

type Content = Pick<Message, 'timed' | 'sentAt' | 'observations' | 'faults' | 'alarms' | 'problems'> & {
  readonly code: AnswerCode;
  readonly text: string;
  readonly answered: boolean;
};

const EMPTY: Content = {
  timed: false,
  sentAt: null,
  observations: [],
  faults: [],
  alarms: [],
  problems: [],
  code: 'AA',
  text: '',
  answered: true,
};

const refusal = (code: AnswerCode, problem: Problem): Content => ({
  ...EMPTY,
  code,
  text: problem.code,
  problems: [problem],
});

/** HL7's results: unsolicited observations and alerts, and the answer to a query for them. */
const ALERTS = ['R40', 'R42'];
const isResult = (type: string): boolean => /^(?:ORU|ORF|ORU_R\d\d)$/.test(type);

/** Mindray's patient data share beats once a second: kind 106, a header and nothing else. It is no data and wants no answer. */
const isHeartbeat = (message: Hl7Message, controlId: string, sender: string): boolean =>
  message.segments.length === 1 && controlId === '106' && sender === '';

/** With one of these a part of the message may be lost: it is not accepted. */
const FORM_ERRORS: readonly string[] = ['segments-joined', 'too-many-segments'];

function contentOf(message: Hl7Message, context: ReadContext): Content {
  const header = firstSegment(message, 'MSH');
  const text = (field: number): string => fieldText(message, header, field);
  const unusable = message.problems.find(({ code }) => code === 'msh2-unusable');
  if (unusable !== undefined) return refusal('AR', unusable);
  const [type, controlId] = [text(9).toUpperCase(), text(10)];
  if (isHeartbeat(message, controlId, text(3))) {
    const problem: Problem = { severity: 'info', code: 'heartbeat', at: 'MSH-10', text: 'a sign of life without data' };
    return { ...EMPTY, answered: false, problems: [problem] };
  }
  if (type === 'ACK' || type === 'MCF') {
    return {
      ...EMPTY,
      problems: [{ severity: 'info', code: 'acknowledgement', at: 'MSH-9', text: 'an answer, not a result' }],
    };
  }
  if (!isResult(type)) {
    const words = JSON.stringify(clipped(fieldWhole(message, header, 9), 40));
    return refusal('AR', {
      severity: 'warning',
      code: 'unsupported-type',
      at: 'MSH-9',
      text: `${words} is not read here`,
    });
  }
  return resultOf(message, context, header?.fields[9]?.split(message.delimiters.component)[1] ?? '', controlId);
}

function resultOf(message: Hl7Message, context: ReadContext, trigger: string, controlId: string): Content {
  const header = firstSegment(message, 'MSH');
  const { rows, groups } = rowsOf(message);
  const sentAt = fieldText(message, header, 7);
  const clock = createRowClock(rows, groups, sentAt, { ...context, messageOffset: offsetOf(sentAt) });
  const alarms = readAlarms(rows, message.delimiters, controlId);
  // An alert repeats a number of the moment it began, and the patient data share's alarm rows are alarms only.
  const onlyAlarms = ALERTS.includes(trigger) || (alarms.alarms.length > 0 && PDS_ALARM_KINDS.includes(controlId));
  const spoken = onlyAlarms ? [] : rows.filter((row) => row.code.system !== 'MDIL-ALERT');
  const read = readObservations(spoken, message.delimiters, clock);
  const problems = [
    ...message.problems,
    ...headerProblems(message, controlId),
    ...alarms.problems,
    ...read.problems,
    ...clock.problems(),
  ];
  if (read.observations.length === 0 && alarms.alarms.length === 0) {
    problems.push({
      severity: 'info',
      code: 'no-reading',
      at: 'OBX',
      text: `none of its ${rows.length} rows is a reading`,
    });
  }
  const formError = message.problems.find(({ code }) => FORM_ERRORS.includes(code));
  // What is not accepted shows nothing.
  const observations = formError === undefined ? read.observations : [];
  return {
    ...EMPTY,
    timed: clock.timed(),
    sentAt: clock.sentAt,
    observations,
    faults: faultsBeside(alarms.faults, observations),
    alarms: alarms.alarms,
    problems,
    code: formError === undefined ? 'AA' : 'AE',
    text: formError?.code ?? '',
  };
}

function headerProblems(message: Hl7Message, controlId: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (controlId === '') {
    problems.push({
      severity: 'warning',
      code: 'control-id-missing',
      at: 'MSH-10',
      text: 'the answer can name no message',
    });
  }
  if (isTraining(message)) {
    problems.push({
      severity: 'info',
      code: 'training-data',
      at: 'MSH-11',
      text: 'the sender says that this is no patient’s',
    });
  }
  return problems;
}

/** MSH-11 T (training) or D (debugging), HL7 table 0103. */
const isTraining = (message: Hl7Message): boolean =>
  ['T', 'D'].includes(fieldText(message, firstSegment(message, 'MSH'), 11).toUpperCase());

function withAnswer(raw: Uint8Array, { code, text, answered, ...content }: Content, context: ReadContext) {
  const said = { code, text, controlId: context.nextControlId(), at: context.receivedAt };
  return { raw, ...content, answer: answered && wantsAnswer(raw) ? answerTo(raw, said) : null };
}

function messageFrom(raw: Uint8Array, context: ReadContext): Message {
  const lexed = lexMessage(raw);
  const content = contentOf(lexed, context);
  return {
    ...withAnswer(raw, content, context),
    patientId: patientIdIn(lexed),
    location: locationIn(lexed),
    simulated: isTraining(lexed),
  };
}

/**
 * Everything one frame holds, in order; each message has its own answer. Never throws, and never stays
 * silent: a frame without a message is itself one that is refused.
 */
export function readFrame(frame: Uint8Array, context: ReadContext): readonly Message[] {
  const { lead, messages } = messagesIn(frame);
  if (messages.length === 0) {
    const text = `${frame.length} bytes with no MSH at the start of a line`;
    const content = refusal('AR', { severity: 'error', code: 'segment-missing', at: 'MSH', text });
    return [{ ...withAnswer(frame, content, context), simulated: false, patientId: null, location: null }];
  }
  const read = messages.map((raw) => messageFrom(raw, context));
  const [first, ...rest] = read;
  if (lead === null || first === undefined) return read;
  const before: Problem = {
    severity: 'warning',
    code: 'bytes-before-message',
    at: 'byte 0',
    text: `${lead.length} bytes stand before MSH`,
  };
  return [{ ...first, problems: [before, ...first.problems] }, ...rest];
}
