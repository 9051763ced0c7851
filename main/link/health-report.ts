import type { LinkView } from '../../shared/board/views.ts';
import type { Chair } from '../../shared/kernel/ids.ts';

/** What the station says of itself to anybody who asks: no person, no patient, no value. */
export type Health = {
  /** `not-recording`: the log cannot be written (SYS-04). */
  readonly status: 'ok' | 'not-recording';
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly chairs: readonly { readonly chair: Chair; readonly device: DeviceState }[];
};

type DeviceState = LinkView['state'];
const DEVICE_STATES: readonly DeviceState[] = ['none', 'live', 'stale', 'lost'];

/** Prometheus text exposition format 0.0.4; each state of a device is a series of its own, 0 or 1. */
export function metricsText({ status, version, uptimeSeconds, chairs }: Health): string {
  const metric = (name: string, help: string, samples: readonly string[]): readonly string[] => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map((sample) => `${name}${sample}`),
  ];
  const devices = chairs.flatMap(({ chair, device }) =>
    DEVICE_STATES.map((state) => `{chair="${chair}",state="${state}"} ${state === device ? 1 : 0}`),
  );
  return [
    ...metric('chairside_info', 'Version of the station.', [`{version="${escaped(version)}"} 1`]),
    ...metric('chairside_uptime_seconds', 'Seconds since the station started.', [` ${uptimeSeconds}`]),
    ...metric('chairside_recording', '1 while the log can be written.', [` ${status === 'ok' ? 1 : 0}`]),
    ...metric('chairside_device_state', 'State of the monitor of each chair.', devices),
    '',
  ].join('\n');
}

const escaped = (label: string): string =>
  label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
