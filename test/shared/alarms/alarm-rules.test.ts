import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EscalationTimes } from '../../../shared/alarms/alarm-rule.ts';
import { CHAIR_RULES, ruleOf } from '../../../shared/alarms/alarm-rules.ts';
import type { RuleId } from '../../../shared/alarms/alert.ts';

/** The rule list by hand: partner and charge, physician, MET (seconds), latch, physician's acknowledgement. */
type Row = readonly [number | null, number | null, number | null, string, string];
const ROWS = {
  'BP-01': [60, 120, null, 'visual', 'whenConfirmed'],
  'BP-01D': [null, null, null, 'none', 'none'],
  'BP-02': [15, 60, null, 'full', 'always'],
  'BP-03': [15, 0, 60, 'full', 'always'],
  'BP-06': [null, null, null, 'none', 'none'],
  'BP-07': [60, null, null, 'none', 'none'],
  'HR-01': [60, 120, null, 'visual', 'always'],
  'HR-02': [15, 0, 60, 'full', 'always'],
  'HR-03': [60, 120, null, 'visual', 'always'],
  'HR-04': [15, 0, null, 'full', 'always'],
  'HR-05': [60, 120, null, 'visual', 'always'],
  'RH-01': [15, 60, null, 'full', 'always'],
  'OX-01': [60, 120, null, 'none', 'none'],
  'OX-02': [0, 0, 60, 'full', 'always'],
  'TEC-01': [60, null, null, 'none', 'none'],
  'TEC-02': [60, null, null, 'none', 'none'],
  'TEC-03': [60, null, null, 'none', 'none'],
  'TEC-04': [30, null, null, 'full', 'none'],
  'TEC-05': [0, null, null, 'full', 'none'],
  'INF-01': [60, null, null, 'none', 'none'],
  'RAT-01': [0, null, null, 'none', 'none'],
  'RAT-02': [0, null, null, 'none', 'none'],
  'RAT-03': [0, null, null, 'none', 'none'],
} as const satisfies Readonly<Record<RuleId, Row>>;
const isRule = (id: string): id is RuleId => id in ROWS;
const IDS = Object.keys(ROWS).filter(isRule);

describe('the table of rules', () => {
  test.each(IDS)('%s tells whom, when, and latches as listed', (id) => {
    const { escalation, latch, physician } = ruleOf(id);
    const inSeconds = (step: keyof EscalationTimes): number | null =>
      escalation[step] === null ? null : escalation[step] / 1_000;
    expect([inSeconds('partnerAndCharge'), inSeconds('physician'), inSeconds('met'), latch, physician]).toEqual(
      ROWS[id],
    );
  });

  test('judges a rule that hides another before it', () => {
    const place = (id: RuleId): number => CHAIR_RULES.findIndex((rule) => rule.id === id);
    for (const { id, hiddenBy } of CHAIR_RULES)
      if (hiddenBy !== undefined) expect(place(hiddenBy)).toBeLessThan(place(id));
  });

  test('every high rule of a chair latches: it cannot end unseen', () => {
    const high = CHAIR_RULES.filter(({ priority }) => priority === 'high');
    expect(high.map(({ id }) => id).sort()).toEqual(['BP-03', 'HR-02', 'HR-04', 'OX-02', 'TEC-05']);
    expect(high.every(({ latch }) => latch === 'full')).toBe(true);
  });

  test('a rule that hides another cannot be hidden, and what is hidden does not latch', () => {
    for (const { hiddenBy, latch } of CHAIR_RULES) {
      if (hiddenBy === undefined) continue;
      expect(latch).toBe('none');
      expect(CHAIR_RULES.find(({ id }) => id === hiddenBy)?.hiddenBy).toBeUndefined();
    }
  });
});

const LIST = new URL('../../../../shared/clinical/rules.tsv', import.meta.url);

describe.skipIf(!existsSync(LIST))('the clinical rule list beside the project [needs ../shared]', () => {
  const lines = existsSync(LIST) ? readFileSync(LIST, 'utf8').trim().split('\n') : [];
  const columns = lines[0]?.split('\t') ?? [];
  const cell = (line: string, name: string): string => line.split('\t')[columns.indexOf(name)]?.trim() ?? '';

  test.each(IDS)('%s is as our copy has it', (id) => {
    const line = lines.find((each) => each.startsWith(`${id}\t`)) ?? '';
    const number = (name: string): number | null =>
      /^\d+/.test(cell(line, name)) ? Number.parseInt(cell(line, name), 10) : null;
    const [partner, physician, met] = ROWS[id];
    expect([number('partner_charge_s'), number('physician_s'), number('met_s')]).toEqual([partner, physician, met]);
    const latch = { yes: 'full', no: 'none' }[cell(line, 'latch')] ?? 'visual';
    expect(latch).toBe(ROWS[id][3]);
  });
});
