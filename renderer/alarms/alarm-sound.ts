import { useBoardState } from '../state/board-state.ts';
import { useConnectionState } from '../state/connection.ts';
import { onTick } from '../state/screen-clock.ts';
import { useSoundState } from '../state/sound-state.ts';
import { soundingPriority } from './sounding.ts';
import { createTonePlayer } from './tone-player.ts';

/**
 * Keeps the sound in step with the alarms for as long as the page lives, apart from any drawing: a screen
 * that fails to draw still sounds. Whether it can be heard is said on screen all the time.
 */
export function startAlarmSound(context: AudioContext): void {
  const player = createTonePlayer(context);
  useSoundState.setState({ audible: player.audible(), enable: player.enable });
  onTick(() => {
    player.sound(soundingPriority(useBoardState.getState().board, useConnectionState.getState().link));
    const audible = player.audible();
    if (useSoundState.getState().audible !== audible) useSoundState.setState({ audible });
  });
}
