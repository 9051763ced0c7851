import type { ChairCommandName } from '../../../shared/session/legal-moves.ts';
import { ACT_WORDS, fieldText } from '../../text/acts-en.ts';
import { ActForm } from '../../ui/ActForm.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { ActComponent } from './act-form-props.ts';
import { MinutesAgo, minutesAgo } from './MinutesAgo.tsx';

type Weight = 'main' | 'quiet' | 'grave';

/** An act that needs nothing but the chair: one press. */
export const onePress =
  (name: ChairCommandName, weight: Weight = 'main'): ActComponent =>
  ({ view }) => <ActForm act={name} label={ACT_WORDS[name]} weight={weight} read={() => ({ chair: view.chair })} />;

/** An act that needs a reason in words. */
export const withReason =
  (name: ChairCommandName): ActComponent =>
  ({ view }) => (
    <ActForm act={name} label={ACT_WORDS[name]} read={(form) => ({ chair: view.chair, reason: form.text('reason') })}>
      <TextField label={fieldText.reason} name="reason" maxLength={200} />
    </ActForm>
  );

/** An act on a clock that may have happened some minutes ago. */
export const datedBack =
  (name: ChairCommandName): ActComponent =>
  ({ view }) => (
    <ActForm act={name} label={ACT_WORDS[name]} read={(form) => ({ chair: view.chair, minutesAgo: minutesAgo(form) })}>
      <MinutesAgo />
    </ActForm>
  );
