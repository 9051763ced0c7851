import { useState } from 'react';
import type { CallError, DosePreview } from '../../../shared/link/contract.ts';
import { BAG_METHODS } from '../../../shared/session/session-state.ts';
import { useStation } from '../../state/station-context.ts';
import { ACT_WORDS, chairText, fieldText } from '../../text/acts-en.ts';
import { METHOD_WORDS } from '../../text/en.ts';
import { ActForm } from '../../ui/ActForm.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField, NumberField, SelectField } from '../../ui/Field.tsx';
import { type FormReader, formReader } from '../../ui/form-reader.ts';
import { CallErrorNote } from '../../ui/ReasonList.tsx';
import type { ActProps } from './act-form-props.ts';
import { DoseArithmetic } from './DoseArithmetic.tsx';

const STOCKS = [10, 50, 100] as const;

/** What the two calls share: preview and confirmation are of the same numbers. */
const recipe = (form: FormReader) => ({
  stockMgPerMl: STOCKS.find((stock) => stock === form.number('stock')) ?? 10,
  bagMl: form.number('bag'),
  method: form.choice('method', BAG_METHODS) ?? 'withdraw',
});

/** Every step of the arithmetic before anybody confirms it. Another stock or bag takes the old result away. */
export function PrepareDose({ view }: ActProps) {
  const station = useStation();
  const [preview, setPreview] = useState<DosePreview | null>(null);
  const [error, setError] = useState<CallError | null>(null);

  const workOut = async (form: HTMLFormElement | null): Promise<void> => {
    if (form === null) return;
    const answer = await station.call('previewDose', { chair: view.chair, ...recipe(formReader(new FormData(form))) });
    setPreview(answer.ok ? answer.value : null);
    setError(answer.ok ? null : answer.error);
  };

  return (
    <ActForm
      act="prepareDose"
      label={ACT_WORDS.prepareDose}
      read={(form) => ({ chair: view.chair, ...recipe(form), secondLookDone: form.checked('secondLook') })}
      onEdit={() => setPreview(null)}
    >
      <SelectField
        label={fieldText.stock}
        name="stock"
        defaultValue="50"
        options={STOCKS.map((stock) => ({ value: String(stock), label: String(stock) }))}
      />
      <NumberField label={fieldText.bag} name="bag" defaultValue="50" />
      <SelectField
        label={fieldText.method}
        name="method"
        options={BAG_METHODS.map((method) => ({ value: method, label: METHOD_WORDS[method] }))}
      />
      <Button onClick={(event) => void workOut(event.currentTarget.form)}>{fieldText.workOut}</Button>
      <CallErrorNote error={error} />
      {preview !== null && <DoseArithmetic preview={preview} />}
      <CheckField name="secondLook">{fieldText.secondLook}</CheckField>
    </ActForm>
  );
}

/** The independent double check: this form shows nothing of what the first clinician wrote. */
export const VerifyDose = ({ view }: ActProps) => (
  <ActForm
    act="verifyDose"
    label={ACT_WORDS.verifyDose}
    read={(form) => ({
      chair: view.chair,
      weightKg: form.number('weightKg'),
      stockMgPerMl: form.number('stock'),
      volumeMl: form.number('volume'),
      rateMlPerHour: form.number('rate'),
    })}
  >
    <p>{chairText.enterAlone}</p>
    <NumberField label={fieldText.weightKg} name="weightKg" />
    <NumberField label={fieldText.stock} name="stock" />
    <NumberField label={fieldText.volume} name="volume" />
    <NumberField label={fieldText.rate} name="rate" />
  </ActForm>
);
