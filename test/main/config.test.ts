import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, parseConfig, readConfig } from '../../main/config.ts';
import { dataFolder } from '../support/data-folder.ts';

const ANA = { id: 'ana', name: 'Ana Ruiz', shortName: 'Ana R.', roles: ['nurse'] };
const ONE = { id: 'monitor-1', chair: 1, via: { location: 'CHAIR-1' } };

/** What a person is told is wrong; throws when nothing is. */
function faultOf(json: unknown): string {
  const parsed = parseConfig(json, 'suite.json');
  if (parsed.ok) throw new Error('nothing wrong was found');
  return parsed.error;
}

describe('a configuration', () => {
  test('that says nothing is a suite of nobody, in UTC', () => {
    expect(parseConfig({}, 'suite.json')).toEqual({ ok: true, value: DEFAULT_CONFIG });
    expect(DEFAULT_CONFIG).toEqual({ suite: { name: 'Infusion suite', zone: 'UTC' }, people: [], monitors: [] });
  });

  test('names people, and monitors by PV1-3, address or line; the driver is HL7 unless said', () => {
    const monitors = [
      ONE,
      { id: 'm2', chair: null, via: { remote: '10.0.0.7' } },
      { id: 'm3', chair: 3, driver: 'ivy-450c', via: { serial: '/dev/ttyUSB0' } },
    ];
    const parsed = parseConfig({ suite: { name: 'East', zone: 'Europe/Berlin' }, people: [ANA], monitors }, 'x');
    expect(parsed).toMatchObject({ ok: true, value: { people: [ANA], suite: { zone: 'Europe/Berlin' } } });
    expect(parsed.ok && parsed.value.monitors.map(({ driver }) => driver)).toEqual(['hl7', 'hl7', 'ivy-450c']);
  });

  test.each([
    [
      'a driver that is not built yet',
      { monitors: [{ ...ONE, driver: 'masimo' }] },
      'at monitors.0.driver: this driver is not built yet: hl7 and ivy-450c are',
    ],
    ['a ninth chair', { monitors: [{ ...ONE, chair: 9 }] }, 'at monitors.0.chair:'],
    ['a zone that is none', { suite: { name: 'x', zone: 'Mars/Base' } }, 'at suite.zone: an IANA time zone'],
    ['a role that is none', { people: [{ ...ANA, roles: ['surgeon'] }] }, 'at people.0.roles.0:'],
    ['nobody’s roles', { people: [{ ...ANA, roles: [] }] }, 'at people.0.roles:'],
    ['a field that nobody knows', { people: [ANA], pumps: [] }, 'at the top:'],
    ['an id with a space', { people: [{ ...ANA, id: 'Ana R' }] }, 'at people.0.id: small letters'],
    ['a driver that is none', { monitors: [{ ...ONE, driver: 'acme' }] }, 'at monitors.0.driver:'],
    ['two ways to one monitor', { monitors: [{ ...ONE, via: { location: 'A', remote: 'B' } }] }, 'at monitors.0.via:'],
    ['two people with one id', { people: [ANA, ANA] }, 'at people: two people have one id'],
    ['two monitors with one id', { monitors: [ONE, ONE] }, 'at monitors: two monitors have one id'],
    ['no object', [], 'at the top:'],
  ])('with %s is refused by its place', (_, json, said) => {
    const fault = faultOf(json);
    expect(fault).toContain('suite.json is not usable');
    expect(fault).toContain(said);
  });

  test('with very much wrong tells the first ten faults', () => {
    const monitors = Array.from({ length: 30 }, (_, i) => ({ ...ONE, id: `m${i}`, chair: 99 }));
    expect(faultOf({ monitors }).split('\n')).toHaveLength(11);
  });
});

describe('a configuration file', () => {
  test('that is not there or is no JSON is named', () => {
    const file = join(dataFolder(), 'suite.json');
    expect(readConfig(file)).toMatchObject({ ok: false, error: expect.stringContaining(file) });
    writeFileSync(file, '{ "people": [');
    expect(readConfig(file)).toMatchObject({ ok: false, error: expect.stringContaining(file) });
  });

  test('is read', () => {
    const file = join(dataFolder(), 'suite.json');
    writeFileSync(file, JSON.stringify({ monitors: [ONE] }));
    expect(readConfig(file)).toMatchObject({ ok: true, value: { monitors: [ONE] } });
  });
});
