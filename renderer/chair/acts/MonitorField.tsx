import { useState } from 'react';
import type { ChairView, MonitorOffer } from '../../../shared/board/views.ts';
import { fieldText } from '../../text/acts-en.ts';
import { text } from '../../text/en.ts';
import { SelectField } from '../../ui/Field.tsx';
import type { ActProps } from './act-form-props.ts';

/**
 * Which monitor to bind, as `source` of the form. "choose" stays an option that is refused: should the chosen
 * monitor leave the list, the browser must not fall to another patient's.
 */
export function MonitorField({ view }: ActProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const offers = view.monitorsOffered;
  if (offers.length === 0) return <p>{fieldText.noMonitorKnown}</p>;
  return (
    <SelectField
      label={fieldText.monitor}
      name="source"
      value={chosen ?? suggested(view)}
      onChange={(event) => setChosen(event.currentTarget.value)}
      options={[
        { value: '', label: text.choose },
        ...offers.map((offer) => ({ value: offer.source, label: labelOf(offer, view) })),
      ]}
    />
  );
}

/** The one monitor that watches the chair; none when there are several, or when it is bound already. */
function suggested({ chair, monitor, monitorsOffered }: ChairView): string {
  const own = monitorsOffered.filter(({ watches }) => watches === chair);
  const [only] = own;
  return own.length === 1 && only !== undefined && only.source !== monitor ? only.source : '';
}

function labelOf({ source, watches }: MonitorOffer, { chair }: ChairView): string {
  if (watches === null) return fieldText.watchesNoChair(source);
  return watches === chair ? source : fieldText.ofEmptyChair(source, watches);
}
