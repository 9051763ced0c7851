import type { Refusal } from '../../shared/kernel/result.ts';
import type { CallError } from '../../shared/link/contract.ts';
import { errorText, refusalText } from '../text/refusals-en.ts';
import styles from './ReasonList.module.css';

/** Why something cannot be done, each reason in words; right at the button that was pressed. */
export function ReasonList({ reasons }: { readonly reasons: readonly Refusal[] }) {
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={JSON.stringify(reason)} data-code={reason.code}>
          {refusalText(reason)}
        </li>
      ))}
    </ul>
  );
}

export function CallErrorNote({ error }: { readonly error: CallError | null }) {
  if (error === null) return null;
  return (
    <div role="alert" aria-label="Refused" className={styles.refused}>
      {error.code === 'refused' ? (
        <ReasonList reasons={error.reasons} />
      ) : (
        <p data-code={error.code}>{errorText(error)}</p>
      )}
    </div>
  );
}
