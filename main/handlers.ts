import { alertView, alertViews } from '../shared/board/alert-view.ts';
import { boardView } from '../shared/board/board-view.ts';
import { chairView } from '../shared/board/chair-view.ts';
import type { PersonChoice, TrendView } from '../shared/board/views.ts';
import type { Chair } from '../shared/kernel/ids.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { before, mgPerMl, minutes, ml } from '../shared/kernel/units.ts';
import type { CallError, DosePreview, QueryOutput } from '../shared/link/contract.ts';
import { isOnShift } from '../shared/nursing/load.ts';
import { computeDose } from '../shared/protocol/dose.ts';
import type { Protocol } from '../shared/protocol/protocol.ts';
import type { Engine } from './core/engine.ts';
import type { EngineChange } from './core/engine-types.ts';
import type { HubServices, QueryAsked, Topic, ViewChange } from './link/hub-services.ts';
import type { createSignIn } from './sign-in.ts';

/** 40 minutes of infusion and 30 of recovery: the axis of a chart that has no point yet. */
const CHART_LENGTH = minutes(70);

type Options = {
  readonly engine: Engine;
  readonly signIn: ReturnType<typeof createSignIn>;
  readonly protocol: Protocol;
  /** Calls back after each change of the engine; returns the end of it. */
  readonly onChange: (listener: (change: EngineChange) => void) => () => void;
};

/** One handler for each call and each stream of the contract: the compiler refuses a missing one. */
export function createHandlers({ engine, signIn, protocol, onChange }: Options): HubServices {
  const seen = <View>(view: View) => ({ position: engine.state().position, view });
  return {
    ...signIn,
    command: (command, act) => engine.command(command, act),
    queries: {
      people: () => ok(people(engine)),
      alertHistory: ({ limit }) => ok(alertHistory(engine, limit)),
      previewDose: (input) => previewDose(engine, protocol, input),
    },
    views: {
      board: (_, seat) => seen(boardView(engine.snapshot(), seat !== 'display')),
      chair: ({ chair }) => seen(chairView(chair, engine.snapshot())),
      timeline: ({ chair }) => seen(engine.timeline(chair)),
      trend: ({ chair }) => seen(trendOf(engine, chair)),
      alerts: () => seen(alertViews(engine.snapshot())),
    },
    onChange: (listener) => onChange((change) => listener(viewChange(change))),
  };
}

/** What a change of the engine means for those who look. */
function viewChange({ chairs, alerts, urgent }: EngineChange): ViewChange {
  const perChair = chairs.flatMap((chair): Topic[] => [
    `chair:${chair}`,
    `trend:${chair}`,
    ...(urgent ? [`timeline:${chair}` as const] : []),
  ]);
  return { topics: ['board', ...(alerts ? (['alerts'] as const) : []), ...perChair], urgent };
}

function people(engine: Engine): readonly PersonChoice[] {
  const { staffing } = engine.state();
  return Object.values(staffing.people).map(({ id, name, shortName, roles }) => ({
    id,
    name,
    shortName,
    roles,
    onShift: isOnShift(staffing, id),
  }));
}

function alertHistory(engine: Engine, limit: number): QueryOutput['alertHistory'] {
  const snapshot = engine.snapshot();
  return engine
    .alertHistory(limit)
    .map(({ alert, entries }) => ({ alert: alertView(alert, snapshot), events: entries }));
}

function trendOf(engine: Engine, chair: Chair): TrendView {
  const snapshot = engine.snapshot();
  const points = engine.trend(chair);
  const { pressures, baseline } = chairView(chair, snapshot);
  return { chair, from: points[0]?.at ?? before(snapshot.now, CHART_LENGTH), points, pressures, baseline };
}

function previewDose(
  engine: Engine,
  protocol: Protocol,
  { chair, stockMgPerMl, bagMl, method }: QueryAsked<'previewDose'>,
): Result<DosePreview, CallError> {
  const session = engine.state().sessions[chair];
  const weight = session?.weight ?? null;
  if (weight === null) return err({ code: 'refused', reasons: [{ code: 'weight-missing' }] });
  // The second clinician works it out alone: nobody is shown the numbers while a dose waits for its check.
  if (session?.dose?.verifiedBy === null) return err({ code: 'refused', reasons: [{ code: 'dose-awaits-check' }] });
  const plan = computeDose({ weight, stock: mgPerMl(stockMgPerMl), bag: ml(bagMl), method, protocol });
  return plan.ok ? ok(plan.value) : err({ code: 'refused', reasons: plan.error });
}
