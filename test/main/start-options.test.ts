import { expect, test } from 'vitest';
import { defaultDataFolder, type Surroundings } from '../../main/data-folder.ts';
import { readStartOptions, withoutChromiumSwitches } from '../../main/start-options.ts';

const linux = (env: Surroundings['env'] = {}): Surroundings => ({ platform: 'linux', env, home: '/home/ana' });

test('nothing typed is a station of this person, for this machine alone', () => {
  expect(readStartOptions([], linux())).toEqual({
    ok: true,
    value: {
      data: '/home/ana/.local/share/chairside/data',
      config: null,
      http: { host: '127.0.0.1', port: 8480 },
      mllp: { host: '127.0.0.1', port: 2575 },
      open: true,
    },
  });
});

test('everything typed is taken, and the folder is absolute whatever was typed', () => {
  const args = ['--data', 'records', '--config=suite.json', '--http', '0.0.0.0:80', '--mllp', '[::1]:0', '--no-open'];
  expect(readStartOptions(args, linux())).toEqual({
    ok: true,
    value: {
      data: `${process.cwd()}/records`,
      config: 'suite.json',
      http: { host: '0.0.0.0', port: 80 },
      mllp: { host: '::1', port: 0 },
      open: false,
    },
  });
});

test.each([
  [['--data'], '--data'],
  [['--data', 'a', '--data', 'b'], 'twice'],
  [['--http', '8480'], '--http wants HOST:PORT'],
  [['--mllp', '127.0.0.1:99999'], '--mllp wants HOST:PORT'],
  [['--open'], '--open'],
  [['records'], 'records'],
])('%j is refused', (args, named) => {
  expect(readStartOptions(args, linux())).toEqual({ ok: false, error: expect.stringContaining(named) });
});

test('Chromium’s own switches are left out of what a packaged program reads, and nothing of ours is', () => {
  const typed = [
    '--no-sandbox',
    '--data',
    '/srv/record',
    '--ozone-platform=wayland',
    '--http=127.0.0.1:0',
    '--no-open',
  ];
  expect(withoutChromiumSwitches(typed)).toEqual(['--data', '/srv/record', '--http=127.0.0.1:0', '--no-open']);
});

test.each<[Surroundings, string]>([
  [linux({ XDG_DATA_HOME: '/srv/home' }), '/srv/home/chairside/data'],
  [linux({ XDG_DATA_HOME: 'relative' }), '/home/ana/.local/share/chairside/data'],
  [linux({ XDG_DATA_HOME: '' }), '/home/ana/.local/share/chairside/data'],
  [{ platform: 'darwin', env: {}, home: '/Users/ana' }, '/Users/ana/Library/Application Support/chairside/data'],
  [{ platform: 'win32', env: { LOCALAPPDATA: '/local' }, home: '/u' }, '/local/chairside/data'],
  [{ platform: 'win32', env: {}, home: '/u' }, '/u/AppData/Local/chairside/data'],
])('%j keeps its record in %s', (surroundings, folder) => {
  expect(defaultDataFolder(surroundings)).toBe(folder);
});
