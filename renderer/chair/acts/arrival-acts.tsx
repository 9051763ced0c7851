import { ACT_WORDS, fieldText } from '../../text/acts-en.ts';
import { ActForm } from '../../ui/ActForm.tsx';
import { CheckField, ChoiceField, NumberField, SelectField, TextField } from '../../ui/Field.tsx';
import type { FormReader } from '../../ui/form-reader.ts';
import type { ActProps } from './act-form-props.ts';
import { Identifiers } from './Identifiers.tsx';
import { MinutesAgo, minutesAgo } from './MinutesAgo.tsx';
import { NurseField } from './NurseField.tsx';

const SEXES = ['female', 'male', 'other', 'unknown'] as const;
const UNITS = ['kg', 'lb'] as const;
const DAYS = [1, 2, 3, 4, 5] as const;

export const Assign = ({ view }: ActProps) => (
  <ActForm
    act="assign"
    label={ACT_WORDS.assign}
    read={(form) => ({
      chair: view.chair,
      patient: {
        mrn: form.text('mrn'),
        familyName: form.text('familyName'),
        givenName: form.text('givenName'),
        birthDate: form.text('birthDate'),
        sex: form.choice('sex', SEXES),
      },
      courseDay: form.number('courseDay'),
      nurse: form.text('nurse'),
      overrideReason: form.optionalText('overrideReason'),
    })}
  >
    <TextField label={fieldText.familyName} name="familyName" maxLength={200} />
    <TextField label={fieldText.givenName} name="givenName" maxLength={200} />
    <Identifiers />
    <SelectField
      label={fieldText.sex}
      name="sex"
      defaultValue="unknown"
      options={SEXES.map((sex) => ({ value: sex, label: fieldText.sexes[sex] }))}
    />
    <SelectField
      label={fieldText.courseDay}
      name="courseDay"
      options={DAYS.map((day) => ({ value: String(day), label: fieldText.day(day) }))}
    />
    <NurseField label={fieldText.nurse} name="nurse" />
    <TextField label={fieldText.overrideReason} name="overrideReason" maxLength={200} />
  </ActForm>
);

export const Arrive = ({ view }: ActProps) => (
  <ActForm
    act="arrive"
    label={ACT_WORDS.arrive}
    read={(form) => ({
      chair: view.chair,
      mrn: form.text('mrn'),
      birthDate: form.text('birthDate'),
      minutesAgo: minutesAgo(form),
    })}
  >
    <Identifiers />
    <MinutesAgo />
  </ActForm>
);

/** The unit is never assumed: pounds for kilograms is a 2.2-fold dose. */
const WeightFields = () => (
  <>
    <NumberField label={fieldText.weight} name="weight" />
    <ChoiceField
      label={fieldText.weightUnit}
      name="unit"
      options={UNITS.map((unit) => ({ value: unit, label: fieldText.units[unit] }))}
    />
  </>
);

const weightIn = (form: FormReader) => ({ value: form.number('weight'), unit: form.choice('unit', UNITS) });

export const CompletePreparation = ({ view }: ActProps) => (
  <ActForm
    act="completePreparation"
    label={ACT_WORDS.completePreparation}
    read={(form) => ({
      chair: view.chair,
      weight: weightIn(form),
      lastWeightKg: form.optionalNumber('lastWeightKg'),
      driver: form.text('driver'),
      checklistConfirmed: form.checked('checklist'),
    })}
  >
    <WeightFields />
    <NumberField label={fieldText.lastWeight} hint={fieldText.lastWeightHint} name="lastWeightKg" />
    <TextField label={fieldText.driver} name="driver" maxLength={200} />
    <CheckField name="checklist">{fieldText.checklist}</CheckField>
  </ActForm>
);

/** Until the start: a weight found wrong is weighed again, never lived with. */
export const Reweigh = ({ view }: ActProps) => (
  <ActForm
    act="reweigh"
    label={ACT_WORDS.reweigh}
    read={(form) => ({ chair: view.chair, weight: weightIn(form), reason: form.text('reason') })}
  >
    {view.dosePlan !== null && <p>{fieldText.reweighHint}</p>}
    <WeightFields />
    <TextField label={fieldText.reason} name="reason" maxLength={200} />
  </ActForm>
);
