import { PAUSE_REASONS, STOP_REASONS } from '../../../shared/session/session-state.ts';
import { ACT_WORDS, fieldText } from '../../text/acts-en.ts';
import { PAUSE_WORDS, STOP_WORDS } from '../../text/en.ts';
import { ActForm } from '../../ui/ActForm.tsx';
import { Button } from '../../ui/Button.tsx';
import { NumberField, TextField } from '../../ui/Field.tsx';
import type { ActProps } from './act-form-props.ts';
import { MinutesAgo, minutesAgo } from './MinutesAgo.tsx';

const ONDANSETRON = ['given', 'declined', 'contraindicated'] as const;

export const Ondansetron = ({ view }: ActProps) => (
  <ActForm
    act="ondansetron"
    label={ACT_WORDS.ondansetron}
    read={(form) => ({
      chair: view.chair,
      outcome: form.choice('outcome', ONDANSETRON),
      minutesAgo: minutesAgo(form),
    })}
    buttons={ONDANSETRON.map((outcome) => (
      <Button
        key={outcome}
        type="submit"
        name="outcome"
        value={outcome}
        weight={outcome === 'given' ? 'main' : 'quiet'}
      >
        {fieldText.ondansetronOutcomes[outcome]}
      </Button>
    ))}
  >
    <MinutesAgo />
  </ActForm>
);

/** The rate is read off the pump, not off the order: that is what makes it a check. */
export const Start = ({ view }: ActProps) => (
  <ActForm
    act="start"
    label={ACT_WORDS.start}
    read={(form) => ({ chair: view.chair, rateMlPerHour: form.number('rate'), minutesAgo: minutesAgo(form) })}
  >
    <NumberField label={fieldText.rate} hint={fieldText.rateHint} name="rate" />
    <MinutesAgo />
  </ActForm>
);

/** The reason is the button: a pause is one press. */
export const Pause = ({ view }: ActProps) => (
  <ActForm
    act="pause"
    label={ACT_WORDS.pause}
    read={(form) => ({
      chair: view.chair,
      reason: form.choice('reason', PAUSE_REASONS),
      minutesAgo: minutesAgo(form),
    })}
    buttons={PAUSE_REASONS.map((reason) => (
      <Button key={reason} type="submit" name="reason" value={reason}>
        {PAUSE_WORDS[reason]}
      </Button>
    ))}
  >
    <h3>{ACT_WORDS.pause}</h3>
    <MinutesAgo />
  </ActForm>
);

/** One press as well; it can be undone for some seconds. */
export const Stop = ({ view }: ActProps) => (
  <ActForm
    act="stop"
    label={ACT_WORDS.stop}
    read={(form) => ({
      chair: view.chair,
      reason: form.choice('reason', STOP_REASONS),
      note: form.text('note'),
      minutesAgo: minutesAgo(form),
    })}
    buttons={STOP_REASONS.map((reason) => (
      <Button key={reason} type="submit" name="reason" value={reason} weight="grave">
        {STOP_WORDS[reason]}
      </Button>
    ))}
  >
    <h3>{ACT_WORDS.stop}</h3>
    <TextField label={fieldText.stopNote} name="note" maxLength={200} />
    <MinutesAgo />
  </ActForm>
);

export const End = ({ view }: ActProps) => (
  <ActForm
    act="end"
    label={ACT_WORDS.end}
    read={(form) => ({
      chair: view.chair,
      deliveredMl: form.number('delivered'),
      shortfallReason: form.optionalText('shortfall'),
      minutesAgo: minutesAgo(form),
    })}
  >
    <NumberField label={fieldText.delivered} name="delivered" />
    <TextField label={fieldText.shortfall} name="shortfall" maxLength={200} />
    <MinutesAgo />
  </ActForm>
);
