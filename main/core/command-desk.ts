import type { Chair, CommandId, SourceId } from '../../shared/kernel/ids.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { CallError } from '../../shared/link/contract.ts';
import type { BaselineDraft } from '../../shared/session/baseline-draft.ts';
import { decide } from '../../shared/session/decide.ts';
import type { Command } from '../../shared/session/session-commands.ts';
import type { SuiteState } from '../../shared/session/suite.ts';
import type { ChairVitals } from '../../shared/vitals/chair-vitals.ts';
import type { ActBy, EngineOptions } from './engine-types.ts';
import type { EventDraft } from './recorder.ts';

export type CommandAnswer = Result<{ readonly position: number }, CallError>;

type Desk = Pick<EngineOptions, 'clock' | 'protocol' | 'newSessionId' | 'positionOf'> & {
  readonly state: () => SuiteState;
  /** Folds, writes and judges; true once all is on disk. */
  readonly record: (drafts: readonly EventDraft[]) => Promise<boolean>;
  readonly vitals: (chair: Chair) => ChairVitals;
  readonly draft: (chair: Chair) => BaselineDraft | null;
  readonly sourceExists: (source: SourceId) => boolean;
};

/** Answers remembered for a screen that lost its own: an hour of a busy suite. */
const ANSWERS_MAX = 1_000;

/** Where people's acts come in: each is decided on once, and answered once it is on disk. */
export function createCommandDesk(desk: Desk) {
  const answers = new Map<CommandId, Promise<CommandAnswer>>();
  const movedAt = new Map<Chair, number>();

  async function act(command: Command, by: ActBy): Promise<CommandAnswer> {
    const state = desk.state();
    const now = desk.clock.now();
    const chair = 'chair' in command ? command.chair : null;
    if (chair !== null && by.expectedPosition !== null && (movedAt.get(chair) ?? 0) > by.expectedPosition)
      return err({ code: 'conflict' });
    const decision = decide(
      {
        state,
        actor: by.actor,
        now,
        protocol: desk.protocol,
        vitals: desk.vitals,
        baselineDraft: desk.draft,
        sourceExists: desk.sourceExists,
        newSessionId: desk.newSessionId(),
      },
      command,
    );
    if (!decision.ok) return err({ code: 'refused', reasons: decision.error });
    const { events, effectiveAt } = decision.value;
    const { actor, workstation, commandId } = by;
    const written = desk.record(
      events.map((event) => ({ at: now, effectiveAt, actor, workstation, commandId, event })),
    );
    const position = state.position + events.length;
    const before = chair === null ? 0 : (movedAt.get(chair) ?? 0);
    if (chair !== null) movedAt.set(chair, position);
    if (await written) return ok({ position });
    // It has not happened: whoever looked before it has still seen the latest.
    if (chair !== null && movedAt.get(chair) === position) movedAt.set(chair, before);
    return err({ code: 'not-recorded' });
  }

  async function answerOnce(command: Command, by: ActBy): Promise<CommandAnswer> {
    let answer: CommandAnswer | null = null;
    try {
      const recorded = await desk.positionOf(by.commandId);
      answer = recorded === null ? await act(command, by) : ok({ position: recorded });
      return answer;
    } finally {
      // Nothing has happened: the same click may be tried again.
      if (answer === null || (!answer.ok && answer.error.code === 'not-recorded')) answers.delete(by.commandId);
    }
  }

  return {
    /** The same `commandId` again acts once and gets the same answer; one that was not recorded may be tried again. */
    command(command: Command, by: ActBy): Promise<CommandAnswer> {
      const known = answers.get(by.commandId);
      if (known !== undefined) return known;
      const answer = answerOnce(command, by);
      answers.set(by.commandId, answer);
      if (answers.size > ANSWERS_MAX) answers.delete(answers.keys().next().value as CommandId);
      return answer;
    },
  };
}
