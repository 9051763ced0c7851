import { expect, test } from 'vitest';
import { guardPage, refusePermissions } from '../../../main/electron/page-guard.ts';
import { isBoardFrame } from '../../../main/electron/sender-guard.ts';
import { asContents, asSession, FakeContents, FakeSession, fakeEvent } from '../../support/fake-electron.ts';

function guarded() {
  const contents = new FakeContents();
  const refused: string[] = [];
  guardPage(asContents(contents), (what) => refused.push(what));
  const go = (how: string, url: string, isMainFrame = true): boolean => {
    const event = fakeEvent({ url, isMainFrame });
    contents.emit(how, event);
    return !event.defaultPrevented;
  };
  return { contents, refused, go };
}

const WAYS = ['will-navigate', 'will-frame-navigate', 'will-redirect'];

test.each(WAYS)('%s: a reload of the board and its screens are let be', (how) => {
  const { go, refused } = guarded();
  expect(go(how, 'chairside://board/')).toBe(true);
  expect(go(how, 'chairside://board/#/chair/3')).toBe(true);
  expect(refused).toEqual([]);
});

test.each(
  WAYS.flatMap((how) =>
    [
      'https://example.org/',
      'http://127.0.0.1:8480/',
      'chairside://other/',
      'chairside://board.example.org/',
      'chairside://someone@board/',
      'chairside://board/assets/font.woff2',
      'chairside:board/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,board',
      'blob:chairside://board/1f2e',
      'about:blank',
      'not an address',
      '',
    ].map((url) => ({ how, url })),
  ),
)('$how: nowhere else, $url', ({ how, url }) => {
  const { go, refused } = guarded();
  expect(go(how, url)).toBe(false);
  expect(refused).toEqual(['navigation']);
});

test('the board holds no frame, not even of itself', () => {
  expect(guarded().go('will-frame-navigate', 'chairside://board/', false)).toBe(false);
});

test('the board opens no window and holds no webview', () => {
  const { contents, refused } = guarded();
  expect(contents.openHandler?.()).toEqual({ action: 'deny' });
  const event = fakeEvent({});
  contents.emit('will-attach-webview', event);
  expect(event.defaultPrevented).toBe(true);
  expect(refused).toEqual(['new window', 'webview']);
});

test.each(['media', 'geolocation', 'notifications', 'serial', 'hid', 'usb', 'clipboard-read', 'openExternal'])(
  'nobody is given %s',
  (permission) => {
    const session = new FakeSession();
    refusePermissions(asSession(session), () => {});
    const answers: boolean[] = [];
    session.handlers.request?.(null, permission, (granted) => answers.push(granted));
    expect([...answers, session.handlers.check?.(), session.handlers.device?.()]).toEqual([false, false, false]);
  },
);

test('only the top frame of our own page speaks with the station', () => {
  const parent = { origin: 'chairside://board' };
  expect(isBoardFrame({ origin: 'chairside://board', parent: null })).toBe(true);
  expect(isBoardFrame({ origin: 'chairside://board', parent })).toBe(false);
  for (const origin of ['chairside://other', 'chairside://board.example.org', 'http://127.0.0.1:8480', 'null', '']) {
    expect(isBoardFrame({ origin, parent: null })).toBe(false);
  }
  expect(isBoardFrame(null)).toBe(false);
});
