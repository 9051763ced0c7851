import { usePeople } from '../../state/people.ts';
import { fieldText } from '../../text/acts-en.ts';
import { text } from '../../text/en.ts';
import { SelectField } from '../../ui/Field.tsx';

type Props = { readonly label: string; readonly name: string };

/** Nobody is chosen beforehand: a patient must not be given to whoever happens to stand first. */
export function NurseField({ label, name }: Props) {
  const { people } = usePeople();
  const nurses = (people ?? []).filter((person) => person.roles.includes('nurse'));
  const options = [
    { value: '', label: text.choose },
    ...nurses.map(({ id, name: nurse, onShift }) => ({
      value: id,
      label: onShift ? nurse : `${nurse}, ${fieldText.notOnShift}`,
    })),
  ];
  return <SelectField label={label} name={name} options={options} />;
}
