import { ACT_WORDS, fieldText } from '../../text/acts-en.ts';
import { ActForm } from '../../ui/ActForm.tsx';
import { CheckField, NumberField, SelectField, TextField } from '../../ui/Field.tsx';
import type { ActProps } from './act-form-props.ts';
import { NurseField } from './NurseField.tsx';

const DRIVERS = ['knownPerson', 'rideshare', 'taxi', 'publicTransport', 'alone'] as const;

export const ExtendRecovery = ({ view }: ActProps) => (
  <ActForm
    act="extendRecovery"
    label={ACT_WORDS.extendRecovery}
    read={(form) => ({ chair: view.chair, minutes: form.number('minutes') })}
  >
    <NumberField label={fieldText.minutes} name="minutes" />
  </ActForm>
);

export const Assess = ({ view }: ActProps) => (
  <ActForm act="assess" label={ACT_WORDS.assess} read={(form) => ({ chair: view.chair, padss: form.number('padss') })}>
    <NumberField label={fieldText.padss} name="padss" />
  </ActForm>
);

/** Every kind of driver can be chosen: the station says which ones a patient may not leave with. */
export const Discharge = ({ view }: ActProps) => (
  <ActForm
    act="discharge"
    label={ACT_WORDS.discharge}
    read={(form) => ({
      chair: view.chair,
      ivRemoved: form.checked('ivRemoved'),
      instructionsGiven: form.checked('instructions'),
      driver: { name: form.text('driver'), kind: form.choice('kind', DRIVERS), present: form.checked('present') },
    })}
  >
    <TextField label={fieldText.driverName} name="driver" maxLength={200} defaultValue={view.driver ?? ''} />
    <SelectField
      label={fieldText.driverKind}
      name="kind"
      options={DRIVERS.map((kind) => ({ value: kind, label: fieldText.driverKinds[kind] }))}
    />
    <CheckField name="present">{fieldText.driverPresent}</CheckField>
    <CheckField name="ivRemoved">{fieldText.ivRemoved}</CheckField>
    <CheckField name="instructions">{fieldText.instructions}</CheckField>
  </ActForm>
);

export const Transfer = ({ view }: ActProps) => (
  <ActForm
    act="transfer"
    label={ACT_WORDS.transfer}
    read={(form) => ({ chair: view.chair, destination: form.text('destination') })}
  >
    <TextField label={fieldText.destination} name="destination" maxLength={200} />
  </ActForm>
);

export const OfferHandover = ({ view }: ActProps) => (
  <ActForm
    act="offerHandover"
    label={ACT_WORDS.offerHandover}
    read={(form) => ({ chair: view.chair, to: form.text('to') })}
  >
    <NurseField label={fieldText.toNurse} name="to" />
  </ActForm>
);

export const ReassignNurse = ({ view }: ActProps) => (
  <ActForm
    act="reassignNurse"
    label={ACT_WORDS.reassignNurse}
    read={(form) => ({ chair: view.chair, to: form.text('to'), reason: form.text('reason') })}
  >
    <NurseField label={fieldText.toNurse} name="to" />
    <TextField label={fieldText.reason} name="reason" maxLength={200} />
  </ActForm>
);
