import { ACT_WORDS, fieldText } from '../../text/acts-en.ts';
import { ActForm } from '../../ui/ActForm.tsx';
import { NumberField } from '../../ui/Field.tsx';
import type { ActProps } from './act-form-props.ts';
import { Identifiers } from './Identifiers.tsx';
import { MinutesAgo, minutesAgo } from './MinutesAgo.tsx';
import { MonitorField } from './MonitorField.tsx';

export const BindMonitor = ({ view }: ActProps) => (
  <ActForm
    act="bindMonitor"
    label={ACT_WORDS.bindMonitor}
    read={(form) => ({ chair: view.chair, source: form.text('source') })}
  >
    <MonitorField view={view} />
  </ActForm>
);

/** After the baseline: who sits here is asked again, for the numbers change their monitor. */
export const RebindMonitor = ({ view }: ActProps) => (
  <ActForm
    act="rebindMonitor"
    label={ACT_WORDS.rebindMonitor}
    read={(form) => ({
      chair: view.chair,
      mrn: form.text('mrn'),
      birthDate: form.text('birthDate'),
      source: form.text('source'),
    })}
  >
    <Identifiers />
    <MonitorField view={view} />
  </ActForm>
);

export const SettleIdentity = ({ view }: ActProps) => (
  <ActForm
    act="settleIdentity"
    label={ACT_WORDS.settleIdentity}
    read={(form) => ({ chair: view.chair, mrn: form.text('mrn'), birthDate: form.text('birthDate') })}
  >
    {view.mismatchShown !== null && <p>{fieldText.mismatch(view.mismatchShown)}</p>}
    <Identifiers />
  </ActForm>
);

/** What a person took, or read off the bedside monitor: the whole set, for nothing of it is live. */
export const ChartVitals = ({ view }: ActProps) => (
  <ActForm
    act="chartVitals"
    label={ACT_WORDS.chartVitals}
    read={(form) => ({
      chair: view.chair,
      systolic: form.number('systolic'),
      diastolic: form.number('diastolic'),
      heartRate: form.number('heartRate'),
      spo2: form.number('spo2'),
      minutesAgo: minutesAgo(form),
    })}
  >
    <NumberField label={fieldText.systolic} name="systolic" />
    <NumberField label={fieldText.diastolic} name="diastolic" />
    <NumberField label={fieldText.heartRate} name="heartRate" />
    <NumberField label={fieldText.spo2} name="spo2" />
    <MinutesAgo />
  </ActForm>
);
