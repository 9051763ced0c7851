import type { DosePreview } from '../../../shared/link/contract.ts';
import { STEP_WORDS } from '../../text/acts-en.ts';
import { ReasonList } from '../../ui/ReasonList.tsx';
import styles from './DoseArithmetic.module.css';

/** The arithmetic line by line, as a person does it at the bench, so that it can be disagreed with. */
export const DoseArithmetic = ({ preview }: { readonly preview: DosePreview }) => (
  <div className={styles.arithmetic}>
    <dl>
      {preview.steps.map((step) => (
        <div key={step.code} className={styles.step}>
          <dt>{STEP_WORDS[step.code]}</dt>
          <dd>{step.formula}</dd>
        </div>
      ))}
    </dl>
    <div className={styles.warnings}>
      <ReasonList reasons={preview.warnings} />
    </div>
  </div>
);
