import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';

/**
 * Stands for the `electron` module where its runtime cannot be: it keeps what it was told and says what a
 * test makes it say. Also loaded into a plain Node process in place of Electron (electron-in-node.ts).
 */
export class FakeContents extends EventEmitter {
  readonly id = 7;
  readonly sent: { readonly channel: string; readonly text: unknown }[] = [];
  destroyed = false;
  crashed = false;
  reloads = 0;
  openHandler: (() => { action: string }) | null = null;

  isDestroyed(): boolean {
    return this.destroyed;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  send(channel: string, text: unknown): void {
    if (this.destroyed) throw new Error('Object has been destroyed');
    this.sent.push({ channel, text });
    this.emit('to-page', text);
  }
  reload(): void {
    this.reloads += 1;
    this.crashed = false;
  }
  forcefullyCrashRenderer(): void {
    this.crashed = true;
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('destroyed');
  }
}

/** The one place where a fake passes for the real thing. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Electron's classes cannot be made outside Electron
export const asContents = (contents: FakeContents): WebContents => contents as unknown as WebContents;

/** An event whose default can be prevented, as Electron hands them out. */
export function fakeEvent<Fields extends object>(fields: Fields) {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}

/** Electron would have ended there and then, whatever was still to be written. */
const QUIT_AT_ONCE = 99;

class FakeApp extends EventEmitter {
  readonly paths = new Map<string, string>();
  readonly exits: number[] = [];
  isPackaged = false;
  firstInstance = true;
  sandboxed = false;
  /** What ends the process, where there is one of its own. */
  onExit: (code: number) => void = () => {};

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  requestSingleInstanceLock(): boolean {
    return this.firstInstance;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  enableSandbox(): void {
    this.sandboxed = true;
  }
  quit(): void {
    const event = fakeEvent({});
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(QUIT_AT_ONCE);
  }
  exit(code: number): void {
    this.exits.push(code);
    this.onExit(code);
  }
}

export const app = new FakeApp();

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: unknown;
  loaded: string | null = null;
  closed = false;
  minimized = false;
  focused = 0;

  constructor(options: unknown) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.loaded = url;
    return Promise.resolve();
  }
  close(): void {
    const event = fakeEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.closed = true;
    this.webContents.destroy();
    app.emit('window-all-closed');
  }
  isDestroyed(): boolean {
    return this.closed;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
  }
  focus(): void {
    this.focused += 1;
  }
}

type Permissions = {
  request: ((contents: null, permission: string, answer: (granted: boolean) => void) => void) | null;
  check: (() => boolean) | null;
  device: (() => boolean) | null;
};

export class FakeSession {
  readonly handlers: Permissions = { request: null, check: null, device: null };
  setPermissionRequestHandler(handler: Permissions['request']): void {
    this.handlers.request = handler;
  }
  setPermissionCheckHandler(handler: Permissions['check']): void {
    this.handlers.check = handler;
  }
  setDevicePermissionHandler(handler: Permissions['device']): void {
    this.handlers.device = handler;
  }
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as asContents
export const asSession = (fake: FakeSession): Session => fake as unknown as Session;

export const session = { defaultSession: new FakeSession() };

export const ipcMain = new EventEmitter();

export const protocol = {
  privileged: [] as unknown[],
  handlers: new Map<string, (request: Request) => Response>(),
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => void protocol.privileged.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Response): void =>
    void protocol.handlers.set(scheme, handler),
};

export const powerSaveBlocker = {
  held: [] as number[],
  start: (_kind: 'prevent-app-suspension' | 'prevent-display-sleep'): number => {
    powerSaveBlocker.held.push(powerSaveBlocker.held.length + 1);
    return powerSaveBlocker.held.length;
  },
  stop: (id: number): boolean => {
    powerSaveBlocker.held = powerSaveBlocker.held.filter((held) => held !== id);
    return true;
  },
};

export const dialog = {
  errors: [] as { readonly title: string; readonly text: string }[],
  /** What the person chooses when asked. */
  choose: (): Promise<{ response: number }> => Promise.resolve({ response: 0 }),
  asked: 0,
  showErrorBox: (title: string, text: string): void => void dialog.errors.push({ title, text }),
  showMessageBox: (): Promise<{ response: number }> => {
    dialog.asked += 1;
    return dialog.choose();
  },
};

export const Menu = { setApplicationMenu: (_menu: null): void => {} };
