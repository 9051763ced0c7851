import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLog, logFile } from '../../main/log.ts';
import { dataFolder } from '../support/data-folder.ts';

function capture() {
  const lines: string[] = [];
  return { lines, to: { write: (line: string) => void lines.push(line) } };
}
const NAMES = ['Okonkwo', 'Adaeze', 'MRN-7781', '1961-04-30', 'MSH|^~'];
const patient = { mrn: 'MRN-7781', familyName: 'Okonkwo', givenName: 'Adaeze', birthDate: '1961-04-30' };

describe('the log', () => {
  it('names no patient, however deep the name lies', () => {
    const { lines, to } = capture();
    const log = createLog('info', to);
    log.info(patient, 'flat');
    log.info({ session: { chair: 3, patient } }, 'within');
    log.info({ sessions: [{ at: 1, details: [{ deeper: { again: { mrn: 'MRN-7781' } } }] }] }, 'deep');
    log.warn({ message: { raw: Buffer.from('MSH|^~\\&|Okonkwo'), patientId: 'MRN-7781' } }, 'bytes');
    log.child({ patientId: 'MRN-7781', of: patient }).info('of a child');
    log.info({ raw: new Uint8Array([77, 83, 72]), list: new Uint8Array([1]) }, 'bytes by another name');
    const all = lines.join('');
    for (const name of NAMES) expect(all).not.toContain(name);
    expect(lines).toHaveLength(6);
  });

  it('keeps what a person needs to find the fault', () => {
    const { lines, to } = capture();
    createLog('info', to).error({ err: new Error('no such port'), chair: 3, patient }, 'a line cannot be opened');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      chair: 3,
      patient: '[redacted]',
      err: { message: 'no such port' },
      msg: 'a line cannot be opened',
    });
  });

  it('leaves out what is below its level', () => {
    const { lines, to } = capture();
    const log = createLog('warn', to);
    log.info('not this');
    log.warn('this');
    expect(lines).toHaveLength(1);
  });

  it('of a circle ends', () => {
    const { lines, to } = capture();
    const circle: Record<string, unknown> = { patient };
    circle['again'] = circle;
    createLog('info', to).info(circle, 'round');
    expect(lines[0]).not.toContain('Okonkwo');
  });

  it('written to a file is there when the call returns', () => {
    const path = `${dataFolder()}/logs/station.log`;
    createLog('info', logFile(path)).info('here');
    expect(readFileSync(path, 'utf8')).toContain('"msg":"here"');
  });
});
