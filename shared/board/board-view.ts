import { byUrgency } from '../alarms/urgency.ts';
import { CHAIRS } from '../kernel/ids.ts';
import { assignedChairs, overrideInForce } from '../nursing/load.ts';
import { alertView, nameOf } from './alert-view.ts';
import type { Snapshot } from './snapshot.ts';
import { chairTile } from './tile.ts';
import type { BoardView, NurseLane } from './views.ts';

function lanes(snapshot: Snapshot): readonly NurseLane[] {
  const { state, protocol, now } = snapshot;
  const nurses = state.staffing.onShift.filter((person) => state.staffing.people[person]?.roles.includes('nurse'));
  return nurses.map((person) => {
    const chairs = assignedChairs(state.sessions, person);
    return {
      person,
      name: nameOf(snapshot, person),
      chairs,
      load: chairs.length,
      limit: protocol.nursing.chairsPerNurse,
      overrideUntil: overrideInForce(state.staffing, person, now)?.until ?? null,
    };
  });
}

/** The eight chairs and what stands around them. `named` as for chairTile. */
export function boardView(snapshot: Snapshot, named: boolean): BoardView {
  const { state } = snapshot;
  const provider = state.staffing.providerOnSite;
  return {
    position: state.position,
    tiles: CHAIRS.map((chair) => chairTile(chair, snapshot, named)),
    lanes: lanes(snapshot),
    providerOnSite: provider && nameOf(snapshot, provider),
    suiteAlerts: state.alerts
      .filter(({ chair }) => chair === null)
      .sort(byUrgency)
      .map((alert) => alertView(alert, snapshot)),
    unassigned: snapshot.unassigned,
    recording: snapshot.recording,
  };
}
