import { contextBridge, ipcRenderer } from 'electron';
import { CHANNEL } from './channel.ts';

let listen: (text: string) => void = () => {};
ipcRenderer.on(CHANNEL, (_event, text: unknown) => {
  if (typeof text === 'string') listen(text);
});

/** Two functions and nothing else: text out, text in. What it means is checked at both ends by the contract. */
contextBridge.exposeInMainWorld('chairside', {
  send: (text: unknown): void => {
    if (typeof text === 'string') ipcRenderer.send(CHANNEL, text);
  },
  /** One listener: a later one takes the place of the one before it. */
  onFrame: (listener: (text: string) => void): void => {
    listen = listener;
  },
});
