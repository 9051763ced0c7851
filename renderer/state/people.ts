import { useEffect, useState } from 'react';
import type { PersonChoice } from '../../shared/board/views.ts';
import type { CallError } from '../../shared/link/contract.ts';
import { useStation } from './station-context.ts';

type People = { readonly people: readonly PersonChoice[] | null; readonly error: CallError | null };

/** Everybody the station knows, as of when the screen was opened; those on shift first. */
export function usePeople(): People {
  const station = useStation();
  const [answer, setAnswer] = useState<People>({ people: null, error: null });
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const reply = await station.call('people', {});
      if (!current) return;
      setAnswer(
        reply.ok ? { people: reply.value.toSorted(byPresence), error: null } : { people: null, error: reply.error },
      );
    };
    void load();
    return () => {
      current = false;
    };
  }, [station]);
  return answer;
}

const byPresence = (a: PersonChoice, b: PersonChoice): number =>
  Number(b.onShift) - Number(a.onShift) || a.name.localeCompare(b.name);
