import { create } from 'zustand';

/** Whether an alarm could be heard from this screen at this moment. */
type Sound = {
  readonly audible: boolean;
  /** Asks the browser for sound; it only gives it after a press or a key. */
  readonly enable: () => void;
};

export const useSoundState = create<Sound>(() => ({ audible: false, enable: () => undefined }));
