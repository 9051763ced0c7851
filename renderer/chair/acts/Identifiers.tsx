import { fieldText } from '../../text/acts-en.ts';
import { TextField } from '../../ui/Field.tsx';

/** Two identifiers, asked of the patient, not read off the screen. */
export const Identifiers = () => (
  <>
    <TextField label={fieldText.mrn} name="mrn" maxLength={32} />
    <TextField label={fieldText.birthDate} name="birthDate" inputMode="numeric" maxLength={10} />
  </>
);
