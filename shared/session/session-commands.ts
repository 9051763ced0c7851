import { z } from 'zod';
import type { Role } from '../access/roles.ts';
import { DECISIONS } from '../alarms/alert.ts';
import { CHAIRS } from '../kernel/ids.ts';
import { BAG_METHODS, PAUSE_REASONS, STOP_REASONS } from './session-state.ts';

/**
 * Every act a person can ask for: who may, and the bounded shape of what is asked. The contract offers each
 * as one call; session-decide answers with events or with reasons.
 */
const chair = z.literal([...CHAIRS]);
const text = z.string().trim().min(1).max(200);
const optionalText = z.string().trim().max(200);
/** People are looked up by id: what every object inherits (constructor, __proto__) is nobody's. */
const person = z
  .string()
  .min(1)
  .max(64)
  .refine((id) => !(id in Object.prototype), 'nobody can have this id');
const alert = z.string().min(1).max(200);
const mrn = z.string().trim().min(1).max(32);
const isoDate = z.iso.date();
/** "n minutes ago" for an act on a clock (decisions 7). */
const minutesAgo = z.int().min(0).max(120).default(0);

/** As read off the scale: there is no weight without its unit. */
const weight = z.strictObject({ value: z.number().positive().max(1_000), unit: z.enum(['kg', 'lb']) });

const NURSING: readonly Role[] = ['nurse', 'charge'];
const CLINICIANS: readonly Role[] = ['nurse', 'charge', 'physician'];
const act = <Shape extends z.ZodRawShape>(may: readonly Role[], shape: Shape) => ({
  may,
  input: z.strictObject(shape),
});

export const COMMANDS = {
  assign: act(NURSING, {
    chair,
    patient: z.strictObject({
      mrn,
      familyName: text,
      givenName: text,
      birthDate: isoDate,
      sex: z.enum(['female', 'male', 'other', 'unknown']),
    }),
    courseDay: z.int().min(1).max(5),
    nurse: person,
    /** The charge nurse's reason for a third chair. */
    overrideReason: optionalText.optional(),
  }),
  arrive: act(NURSING, { chair, mrn, birthDate: isoDate, minutesAgo }),
  cancel: act(NURSING, { chair, reason: text }),
  bindMonitor: act(NURSING, { chair, source: z.string().min(1).max(200) }),
  rebindMonitor: act(NURSING, { chair, mrn, birthDate: isoDate, source: z.string().min(1).max(200) }),
  monitorOff: act(NURSING, { chair }),
  chartVitals: act(NURSING, {
    chair,
    systolic: z.int().min(10).max(300),
    diastolic: z.int().min(5).max(250),
    heartRate: z.int().min(1).max(350),
    spo2: z.int().min(1).max(100),
    minutesAgo,
  }),
  settleIdentity: act(NURSING, { chair, mrn, birthDate: isoDate }),
  completePreparation: act(NURSING, {
    chair,
    weight,
    /** Weight of an earlier day, to catch the 2.2-fold mistake; absent at a first visit. */
    lastWeightKg: z.number().positive().max(400).optional(),
    driver: text,
    /** One confirmation for IV access, allergies, consent, pregnancy test, day-1 form, contraindications. */
    checklistConfirmed: z.literal(true),
  }),
  reweigh: act(NURSING, { chair, weight, reason: text }),
  acceptBaseline: act(NURSING, { chair }),
  releaseBaseline: act(['physician'], { chair, reason: text }),
  renewBaseline: act(NURSING, { chair }),
  rebaseline: act(NURSING, { chair, reason: text }),
  ondansetron: act(NURSING, { chair, outcome: z.enum(['given', 'declined', 'contraindicated']), minutesAgo }),
  prepareDose: act(CLINICIANS, {
    chair,
    stockMgPerMl: z.literal([10, 50, 100]),
    bagMl: z.number().min(10).max(500),
    method: z.enum(BAG_METHODS),
    secondLookDone: z.boolean().default(false),
  }),
  verifyDose: act(CLINICIANS, {
    chair,
    weightKg: z.number().positive().max(1_000),
    stockMgPerMl: z.number().positive().max(1_000),
    volumeMl: z.number().positive().max(1_000),
    rateMlPerHour: z.number().positive().max(2_000),
  }),
  start: act(NURSING, { chair, rateMlPerHour: z.number().positive().max(2_000), minutesAgo }),
  pause: act(NURSING, { chair, reason: z.enum(PAUSE_REASONS), minutesAgo }),
  confirmPumpStopped: act(CLINICIANS, { chair }),
  allowResume: act(['physician'], { chair, reason: text }),
  resume: act(NURSING, { chair, minutesAgo }),
  stop: act(CLINICIANS, { chair, reason: z.enum(STOP_REASONS), note: optionalText, minutesAgo }),
  undoStop: act(CLINICIANS, { chair }),
  end: act(NURSING, {
    chair,
    deliveredMl: z.number().min(0).max(1_000),
    shortfallReason: optionalText.optional(),
    minutesAgo,
  }),
  extendRecovery: act(['physician'], { chair, minutes: z.int().min(1).max(240) }),
  overrideDischarge: act(['physician'], { chair, reason: text }),
  assess: act(NURSING, { chair, padss: z.int().min(0).max(10) }),
  discharge: act(NURSING, {
    chair,
    ivRemoved: z.literal(true),
    instructionsGiven: z.literal(true),
    driver: z.strictObject({
      name: text,
      kind: z.enum(['knownPerson', 'rideshare', 'taxi', 'publicTransport', 'alone']),
      present: z.boolean(),
    }),
  }),
  transfer: act(['physician'], { chair, destination: text }),
  callMet: act(CLINICIANS, { chair }),
  standDownMet: act(['physician'], { chair }),
  beginCleaning: act(NURSING, { chair }),
  finishCleaning: act(NURSING, { chair }),
  offerHandover: act(NURSING, { chair, to: person }),
  acceptHandover: act(NURSING, { chair }),
  declineHandover: act(NURSING, { chair }),
  reassignNurse: act(['charge'], { chair, to: person, reason: text }),
  grantRatioOverride: act(['charge'], { nurse: person, reason: text, minutes: z.int().min(1).max(30) }),
  beginShift: act(CLINICIANS, { person }),
  endShift: act(CLINICIANS, { person }),
  declareProvider: act(CLINICIANS, { person }),
  providerLeaves: act(CLINICIANS, { person }),
  assignSource: act(['charge', 'nurse', 'administrator'], {
    source: z.string().min(1).max(200),
    chair: chair.nullable(),
  }),
  acceptAlert: act(CLINICIANS, { alert }),
  rejectAlert: act(CLINICIANS, { alert }),
  acknowledgeAsPhysician: act(['physician'], { alert, decision: z.enum(DECISIONS), text: optionalText }),
} as const;

export type CommandName = keyof typeof COMMANDS;
/** A command as decided on: parsed, defaults filled in. */
export type Command = {
  [Name in CommandName]: { readonly name: Name } & Readonly<z.output<(typeof COMMANDS)[Name]['input']>>;
}[CommandName];
export type CommandInput<Name extends CommandName> = z.input<(typeof COMMANDS)[Name]['input']>;
