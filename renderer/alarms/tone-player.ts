import type { Priority } from '../../shared/alarms/alert.ts';
import { type Burst, burstLengthMs, burstPlan } from './tones.ts';

/** Loud enough to be heard, low enough that five partials together never clip. */
const LEVEL = 0.22;

/** Plays one burst at `startS` of the context's own time. Answers with what stops it. */
function playBurst(context: AudioContext, burst: Burst, startS: number): () => void {
  const out = context.createGain();
  out.gain.value = LEVEL;
  out.connect(context.destination);
  const voices: OscillatorNode[] = [];
  for (const { startMs, frequencyHz } of burst.pulses) {
    const begin = startS + startMs / 1_000;
    const end = begin + burst.pulseMs / 1_000;
    const envelope = context.createGain();
    envelope.gain.setValueAtTime(0, begin);
    envelope.gain.linearRampToValueAtTime(1, begin + burst.riseMs / 1_000);
    envelope.gain.setValueAtTime(1, end - burst.fallMs / 1_000);
    envelope.gain.linearRampToValueAtTime(0, end);
    envelope.connect(out);
    for (const { multiple, gain } of burst.partials) {
      const voice = context.createOscillator();
      voice.frequency.value = frequencyHz * multiple;
      const level = context.createGain();
      level.gain.value = gain;
      voice.connect(level).connect(envelope);
      voice.start(begin);
      voice.stop(end);
      voices.push(voice);
    }
  }
  return () => {
    out.disconnect();
    for (const voice of voices) voice.stop();
  };
}

export type TonePlayer = {
  /** Says what should sound now, and keeps it going: call it often. Null is silence at once. */
  readonly sound: (priority: Priority | null) => void;
  /** The context runs and its time moves on: somebody could hear it, as far as software can tell. */
  readonly audible: () => boolean;
  readonly enable: () => void;
};

/** Ticks come about four times a second; a context whose time stood still this often is not playing. */
const STANDSTILLS_MOST = 3;

/**
 * Repeats bursts by the context's own clock. A higher priority breaks into a lower one at once; the same
 * one goes on after its interburst interval, so that a new alarm of equal priority makes no noise of its own.
 */
export function createTonePlayer(context: AudioContext): TonePlayer {
  let playing: Priority | null = null;
  let nextAtS = 0;
  let silence = (): void => undefined;
  let lastTimeS = context.currentTime;
  let standstills = 0;

  const watchTime = (): void => {
    standstills = context.currentTime > lastTimeS ? 0 : standstills + 1;
    lastTimeS = context.currentTime;
  };

  return {
    sound: (priority) => {
      watchTime();
      if (priority !== playing) {
        silence();
        silence = () => undefined;
        playing = priority;
        nextAtS = context.currentTime;
      }
      if (priority === null || context.state !== 'running' || context.currentTime < nextAtS) return;
      const burst = burstPlan(priority);
      silence = playBurst(context, burst, context.currentTime);
      nextAtS = context.currentTime + (burstLengthMs(burst) + burst.interburstMs) / 1_000;
    },
    audible: () => context.state === 'running' && standstills <= STANDSTILLS_MOST,
    enable: () => void context.resume(),
  };
}
