import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliIo, ExitCode } from '../../../main/commands/cli-command.ts';
import { simulateCommand } from '../../../main/commands/simulate.ts';
import type { Message } from '../../../main/devices/drivers/driver.ts';
import { ivy450c } from '../../../main/devices/drivers/ivy-450c.ts';
import { createSerialBytePort } from '../../../main/devices/ports/serial-byte-port.ts';
import { mllpFrame } from '../../../main/devices/simulator/mllp-talk.ts';
import { instant } from '../../../shared/kernel/units.ts';
import { openSocatPair, type SocatPair, socatMissing } from '../../support/socat-pair.ts';

/** Runs the command with a stdin to type into and its output to wait for. */
function start(...args: string[]) {
  const out: string[] = [];
  const diagnostics: string[] = [];
  const typed: Uint8Array[] = [];
  let wake = (): void => {};
  let onReady = (_line: string): void => {};
  let onDiagnostic = (): void => {};
  const ready = new Promise<string>((resolve) => {
    onReady = resolve;
  });
  const abort = new AbortController();
  abort.signal.addEventListener('abort', () => wake());
  async function* stdin(): AsyncGenerator<Uint8Array> {
    while (!abort.signal.aborted) {
      const next = typed.shift();
      if (next !== undefined) yield next;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  const io: CliIo = {
    stdout: (line) => {
      out.push(line);
      onReady(line);
    },
    stderr: (line) => {
      diagnostics.push(line);
      onDiagnostic();
    },
    stdin: stdin(),
    signal: abort.signal,
  };
  const ended: Promise<ExitCode> = simulateCommand.run(args, io);
  return {
    out,
    diagnostics,
    ready,
    ended,
    type: (text: string) => {
      typed.push(Buffer.from(text));
      wake();
    },
    /** The first diagnostic that has these words, now or later. */
    told: (words: string) =>
      new Promise<string>((resolve) => {
        const look = () => {
          const line = diagnostics.find((candidate) => candidate.includes(words));
          if (line !== undefined) resolve(line);
        };
        onDiagnostic = look;
        look();
      }),
    stop: () => {
      abort.abort();
      return ended;
    },
  };
}

const running: ReturnType<typeof start>[] = [];
const run = (...args: string[]) => {
  const simulator = start(...args);
  running.push(simulator);
  return simulator;
};
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.stop();
});

describe('simulate, asked for what it cannot do', () => {
  const refused = async (...args: string[]) => {
    const { ended, diagnostics, out } = run(...args);
    expect(await ended).toBe(2);
    expect(out).toEqual([]);
    return diagnostics[0] ?? '';
  };

  it('says what is missing or wrong, and exits with 2', async () => {
    expect(await refused()).toContain('one of --mllp');
    expect(await refused('--mllp', '127.0.0.1:1', '--serial', '/dev/x')).toContain('one of --mllp');
    expect(await refused('--mllp', 'nowhere')).toContain('no HOST:PORT');
    expect(await refused('--mllp', '127.0.0.1:1', '--scenario', 'party')).toContain('--scenario is one of');
    expect(await refused('--mllp', '127.0.0.1:1', '--speed', '0')).toContain('--speed is a number from');
    expect(await refused('--mllp', '127.0.0.1:1', '--seed', '1e3')).toContain('--seed is a number');
    expect(await refused('--mllp', '127.0.0.1:1', '--pressures', '120')).toContain('--pressures');
    expect(await refused('--mllp', '127.0.0.1:1', '--values', 'mood=5')).toContain('--values');
    expect(await refused('--mllp', '127.0.0.1:1', '--surprise')).toContain('--surprise');
    expect(await refused('--fleet', '/no/such/file')).toContain('no such file');
    expect(await refused('--fleet', 'x.json', '--seed', '1')).toContain('leave out --seed');
  });

  it('names what is not built yet', async () => {
    expect(await refused('--udp', '127.0.0.1:1')).toContain('not built yet');
    expect(await refused('--serial', '/dev/x', '--driver', 'masimo')).toContain('not built yet');
    expect(await refused('--mllp', '127.0.0.1:1', '--driver', 'ivy-450c')).toContain('serial port only');
  });

  it('exits with 1 when the address is taken', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { ended, diagnostics } = run('--listen', `127.0.0.1:${port}`);
    expect(await ended).toBe(1);
    expect(diagnostics[0]).toContain('EADDRINUSE');
    taken.close();
  });
});

describe('simulate', () => {
  it('says that it is ready and where, and ends when its time is up', async () => {
    const { out, ended } = run('--listen', '127.0.0.1:0', '--json', '--scenario', 'af', '--exit-after', '0.1');
    expect(await ended).toBe(0);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toEqual({
      ready: true,
      monitors: [
        {
          id: 'monitor',
          driver: 'hl7',
          seed: 1,
          scenario: 'af',
          wire: expect.stringMatching(/^listen 127\.0\.0\.1:\d+$/),
        },
      ],
    });
  });

  it('is steered by lines on stdin, and ignores aloud what it does not understand', async () => {
    const simulator = run('--listen', '127.0.0.1:0', '--json', '--interval-ms', '20');
    const wire = /:(\d+)"/.exec(await simulator.ready)?.[1];
    const caller = connect(Number(wire), '127.0.0.1');
    let heard = '';
    const wants = (words: string) =>
      new Promise<void>((resolve) => {
        const listen = () => {
          if (heard.includes(words)) resolve();
        };
        caller.on('data', listen);
        listen();
      });
    caller.on('data', (bytes) => {
      heard = (heard + bytes.toString('latin1')).slice(-20_000);
      for (const [, id = ''] of bytes.toString('latin1').matchAll(/ORU_R01\|([^|]+)\|/g)) {
        caller.write(mllpFrame(Buffer.from(`MSH|^~\\&|||||||ACK|1|P|2.6\rMSA|AA|${id}\r`)));
      }
    });
    simulator.type('{"heartRate":45}\n{"pressure":[151,92,11');
    simulator.type('3]}\nnonsense\n{"monitor":"nobody","cuff":true}\n');
    await wants('|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|45|');
    await wants('|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.1|151|');
    await wants('|150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.1.1.3|113|');
    expect(await simulator.told('not JSON')).toContain('ignored');
    expect(await simulator.told('no monitor nobody')).toContain('ignored');
    simulator.type('{"scenario":"leads-off"}\n');
    await wants('196880^MDC_EVT_LEAD_OFF^MDC');
    expect(await simulator.stop()).toBe(0);
    caller.destroy();
  });
});

describe('simulate on a serial line', () => {
  let pair: SocatPair;
  beforeEach(async (context) => {
    if (socatMissing !== null) context.skip(socatMissing);
    pair = await openSocatPair();
  });
  afterEach(() => pair?.close());

  it('speaks the Ivy 450C, read back by its driver', async () => {
    const decoder = ivy450c.decoder({ zone: 'UTC' });
    const settings = ivy450c.serial;
    if (settings === null) throw new Error('no serial settings');
    const port = createSerialBytePort(pair.station, settings);
    const message = new Promise<Message>((resolve) => {
      port.open({
        onOpen: () => {
          const fixed = ['--values', 'heartRate=72,spo2=98', '--interval-ms', '50'];
          run('--serial', pair.monitor, '--driver', 'ivy-450c', ...fixed);
        },
        onData: (bytes) => {
          const [first] = decoder.push(bytes, instant(0)).messages;
          if (first !== undefined) resolve(first);
        },
        onClosed: () => {},
      });
    });
    const values = Object.fromEntries((await message).observations.map(({ parameter, value }) => [parameter, value]));
    expect(values).toMatchObject({ heartRate: 72, pulseRate: 72, spo2: 98 });
    port.close();
  });

  it('notices that the line is gone', async () => {
    const simulator = run('--serial', pair.monitor, '--driver', 'hl7', '--interval-ms', '20');
    await simulator.told('connected');
    await pair.unplug();
    expect(await simulator.told('connection lost')).toContain('monitor');
  });
});
