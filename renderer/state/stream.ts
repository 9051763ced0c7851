import { useEffect, useState } from 'react';
import type { StreamInput, StreamName, StreamView } from '../../shared/link/contract.ts';
import { useStation } from './station-context.ts';

/**
 * The newest view of a stream, null until its first and after the station has refused it. A view of another input (another chair) is never shown
 * in place of the one asked for, not even for one frame.
 */
export function useStream<Name extends StreamName>(stream: Name, input: StreamInput<Name>): StreamView[Name] | null {
  const station = useStation();
  const key = JSON.stringify([stream, input]);
  const [held, hold] = useState<{ key: string; view: StreamView[Name] } | null>(null);
  useEffect(
    () =>
      station.subscribe(
        stream,
        input,
        (view) => hold({ key, view }),
        () => hold(null),
      ),
    // The input is rebuilt by every drawing; the key says when it is really another one.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps
    [station, key],
  );
  return held?.key === key ? held.view : null;
}
