import { expect, test } from 'vitest';
import { windowOptions } from '../../../main/electron/window-options.ts';

const options = windowOptions('/somewhere/preload.cjs');

test('a page is in the sandbox, apart from the preload script, without Node', () => {
  expect(options.webPreferences).toMatchObject({
    preload: '/somewhere/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
  });
});

test('a page is given no other right: each option is one of those named here', () => {
  const named = [
    'allowRunningInsecureContent',
    'autoplayPolicy',
    'backgroundThrottling',
    'contextIsolation',
    'experimentalFeatures',
    'navigateOnDragDrop',
    'nodeIntegration',
    'nodeIntegrationInSubFrames',
    'nodeIntegrationInWorker',
    'preload',
    'sandbox',
    'spellcheck',
    'webSecurity',
    'webviewTag',
  ];
  expect(Object.keys(options.webPreferences ?? {}).toSorted()).toEqual(named);
});

test('a board behind another window watches on, and sounds without a click', () => {
  expect(options.webPreferences).toMatchObject({
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  });
});
