import { assertNever } from '../../shared/kernel/result.ts';
import type { Message, Problem } from '../devices/drivers/driver.ts';

/** One line of `inspect --json` (the shapes are part of the product and stay as they are). */
export type Finding =
  | {
      readonly kind: 'observation';
      readonly message: number;
      readonly parameter: string;
      readonly value: number | string | null;
      readonly unit: string | null;
      readonly validity: string;
      readonly observedAt: string | null;
      readonly code: string;
      readonly patientId: string | null;
      readonly location: string | null;
    }
  | {
      readonly kind: 'alarm';
      readonly message: number;
      readonly event: string;
      readonly code: string;
      readonly priority: string | null;
      readonly phase: string | null;
      readonly text: string;
    }
  | { readonly kind: 'ack'; readonly message: number; readonly code: string; readonly controlId: string }
  | {
      readonly kind: 'problem';
      /** 0 for bytes that belong to no message. */
      readonly message: number;
      readonly severity: Problem['severity'];
      readonly code: string;
      readonly at: string;
      readonly text: string;
    };

const isoTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const problemFinding = (message: number, { severity, code, at, text }: Problem): Finding => ({
  kind: 'problem',
  message,
  severity,
  code,
  at,
  text,
});

/** All that one message says, and how it would be answered. */
export function findingsOf(message: Message, number: number): readonly Finding[] {
  const { patientId, location, observations, alarms, problems, answer } = message;
  return [
    ...observations.map(
      (observation): Finding => ({
        kind: 'observation',
        message: number,
        parameter: observation.parameter,
        value: observation.value,
        unit: observation.parameter === 'ecgRhythm' ? null : observation.unit,
        validity: observation.validity,
        observedAt: isoTime(observation.observedAt),
        code: observation.code,
        patientId,
        location,
      }),
    ),
    ...alarms.map((alarm): Finding => ({ kind: 'alarm', message: number, ...alarm })),
    ...problems.map((problem) => problemFinding(number, problem)),
    ...(answer === null
      ? []
      : [{ kind: 'ack', message: number, code: answer.code, controlId: answer.controlId } as const]),
  ];
}

/** The same for a person at a terminal. */
export function inWords(finding: Finding): string {
  const place = finding.message === 0 ? '     -' : `#${finding.message}`.padStart(6);
  switch (finding.kind) {
    case 'observation': {
      const value =
        finding.value === null ? `no value (${finding.validity})` : `${finding.value} ${finding.unit ?? ''}`.trim();
      const marked = finding.validity === 'questionable' ? ' (questionable)' : '';
      const whose = [finding.patientId ?? 'nobody named', finding.location, finding.observedAt].filter(
        (part) => part !== null,
      );
      return `${place}  ${finding.parameter.padEnd(16)} ${value}${marked}  [${whose.join(', ')}]  ${finding.code}`;
    }
    case 'alarm': {
      const how = [finding.priority, finding.phase].filter((part) => part !== null).join(', ');
      return `${place}  alarm            ${finding.text}${how === '' ? '' : ` (${how})`}  ${finding.code}`;
    }
    case 'ack':
      return `${place}  answer           ${finding.code} ${finding.controlId}`.trimEnd();
    case 'problem':
      return `${place}  ${finding.severity.padEnd(16)} ${finding.code} at ${finding.at}: ${finding.text}`;
    default:
      return assertNever(finding);
  }
}
