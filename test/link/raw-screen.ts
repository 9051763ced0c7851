import { setImmediate } from 'node:timers/promises';
import type { OpenWire } from '../../renderer/link/screen-wire.ts';
import { PROTOCOL_VERSION } from '../../shared/link/contract.ts';
import { type ScreenFrame, type StationFrame, stationFrame } from '../../shared/link/frames.ts';

/** Lets the event loop turn until something is so; the test's own time-out ends it when it never is. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}

/** A few turns: what was to be delivered in this process has been. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
}

type Kind = StationFrame['kind'];

/** A screen that says exactly what a test wants, wrong things too. */
export async function rawScreen(openWire: OpenWire) {
  const frames: StationFrame[] = [];
  const state = { open: false, closed: false };
  let taken = 0;
  const wire = openWire({
    opened: () => {
      state.open = true;
    },
    frame: (text) => frames.push(stationFrame.parse(JSON.parse(text))),
    closed: () => {
      state.closed = true;
    },
  });
  await until(() => state.open || state.closed);

  const screen = {
    frames,
    state,
    wire,
    say: (frame: ScreenFrame | string) => wire.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    /** The next frame that is no heartbeat. */
    next: async (): Promise<StationFrame> => {
      for (;;) {
        await until(() => frames.length > taken);
        const frame = frames[taken++];
        if (frame !== undefined && frame.kind !== 'heartbeat') return frame;
      }
    },
    ask: async (frame: ScreenFrame | string): Promise<StationFrame> => {
      screen.say(frame);
      return screen.next();
    },
    hello: (token: string | null = null) =>
      screen.ask({ kind: 'hello', protocol: PROTOCOL_VERSION, build: 'b1', workstation: 'desk', token }),
    signIn: async (id: number, person = 'ana', role = 'nurse') => {
      await screen.ask({ kind: 'call', id, name: 'signIn', input: { person, role } });
      return screen.next();
    },
    /** Everything sent before has been answered when this returns: frames keep their order. */
    barrier: async (): Promise<void> => {
      const before = screen.heartbeats();
      screen.say({ kind: 'ping' });
      await until(() => screen.heartbeats() > before);
    },
    heartbeats: () => frames.filter(({ kind }) => kind === 'heartbeat').length,
    of: (kind: Kind) => frames.filter((frame) => frame.kind === kind),
  };
  return screen;
}
export type RawScreen = Awaited<ReturnType<typeof rawScreen>>;
