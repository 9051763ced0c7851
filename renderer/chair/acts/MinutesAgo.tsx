import { fieldText } from '../../text/acts-en.ts';
import { NumberField } from '../../ui/Field.tsx';
import type { FormReader } from '../../ui/form-reader.ts';

/** For an act that happened before it could be tapped (clinical decision 7). Both times are kept. */
export const MinutesAgo = () => <NumberField label={fieldText.minutesAgo} name="minutesAgo" defaultValue="0" />;

export const minutesAgo = (form: FormReader): number => form.optionalNumber('minutesAgo') ?? 0;
