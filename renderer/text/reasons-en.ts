import type { AlertRefusal } from '../../shared/alarms/alert-lifecycle.ts';
import type { DoseLimitRefusal, DoseWarning } from '../../shared/protocol/dose-limits.ts';
import type { verifyDose } from '../../shared/protocol/dose-verification.ts';
import type { PressureMissing } from '../../shared/session/baseline-pressures.ts';

type Disagreement = Extract<ReturnType<typeof verifyDose>, { ok: false }>['error'][number];
type Code = (AlertRefusal | DoseLimitRefusal | DoseWarning | Disagreement)['code'];

const OF_ALERT_AND_DOSE: Readonly<Record<Code, string>> = {
  'alert-not-open': 'This alarm is no longer open.',
  'alert-already-accepted': 'Somebody has accepted it already.',
  'nobody-left-to-tell': 'Everybody has been told already: accept it.',
  'physician-not-asked': 'This alarm asks for no physician.',
  'physician-already-acknowledged': 'A physician has acknowledged it already.',
  'dose-per-kg-out-of-range': '{mgPerKg} mg/kg is outside {least} to {most} mg/kg.',
  'duration-out-of-range': '{minutes} min is outside {least} to {most} min.',
  'rate-per-kg-too-high': '{mgPerKgPerHour} mg/kg/h is more than {most}.',
  'pump-rate-too-far-off': 'The pump’s rate is more than 10 % off the computed rate.',
  'second-look': 'Above {aboveMg} mg: look a second time. It is not a limit.',
  'stock-must-be-diluted': '{stockMgPerMl} mg/mL must never be given undiluted.',
  'dose-per-kg-unusual': '{mgPerKg} mg/kg instead of the usual {usual}.',
  'duration-unusual': '{minutes} min instead of the usual {usual}.',
  'pump-rate-off': 'The pump’s rate is more than 2 % off the computed rate.',
  'weight-disagrees': 'The two clinicians do not agree on the weight.',
  'stock-disagrees': 'The two clinicians do not agree on the strength of the stock.',
  'volume-disagrees': 'The two clinicians do not agree on the volume that will run.',
  'rate-disagrees': 'The two clinicians do not agree on the pump rate.',
};

const OF_PRESSURE: Readonly<Record<PressureMissing['code'], string>> = {
  'pressures-too-few': '{have} of {need} blood pressures taken.',
  'pressures-too-close': 'The two blood pressures are {apartMs:duration} apart; {needMs:duration} are needed.',
  'third-pressure-needed': 'The blood pressures {first} and {second} differ by more than {limitMmHg}: take a third.',
};

/** The reasons that alarms, dose, weight and baseline bring; they name their fields as refusals-en.ts does. */
export const REASONS: Readonly<Record<string, string>> = {
  ...OF_ALERT_AND_DOSE,
  ...OF_PRESSURE,
  'rest-not-over': 'Five minutes of seated rest end at {endsAt:time}.',
  'sensor-off': 'The sensor is off ({parameter:words}).',
  'minute-incomplete': '{parameter:words}: {coveredMs:duration} of {needMs:duration} seen.',
  'values-too-few': '{parameter:words}: {have} of {need} values.',
  'values-not-valid': '{parameter:words}: only {validPercent} % of the values are valid, {needPercent} % are needed.',
  'value-not-fresh': '{parameter:words}: no current value.',
  'beyond-baseline': '{parameter:words} {value} is more than {limitPercent} % from the baseline: take a new one.',
  'weight-out-of-range': 'This weight is outside {leastKg} to {mostKg} kg.',
  'weight-unit-swapped':
    '{value} {unit} against {lastKg} kg last time: were pounds taken for kilograms, or the other way round?',
  'weight-changed': '{kg} kg against {lastKg} kg last time, {changePercent} %: weigh again.',
  'draw-exceeds-bag': 'The drug alone ({drawMl} mL) is more than the bag ({bagMl} mL).',
  'stock-unknown': 'This stock is not kept here ({stocks} mg/mL are).',
  'bag-missing': 'Which bag? This method needs its volume.',
  'bag-out-of-range': 'A bag holds {leastMl} to {mostMl} mL.',
};
