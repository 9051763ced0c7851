import { createContext, useContext } from 'react';
import type { StationLink } from '../link/station-link.ts';

/** What a screen can ask of the station. The wire behind it belongs to renderer/link alone. */
type Station = Pick<StationLink, 'call' | 'subscribe' | 'stationNow'>;

const StationContext = createContext<Station | null>(null);
export const StationProvider = StationContext.Provider;

export function useStation(): Station {
  const station = useContext(StationContext);
  if (station === null) throw new Error('a screen was drawn outside its StationProvider');
  return station;
}
