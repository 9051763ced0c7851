import { systemClock } from '../../main/clock.ts';
import { openStore } from '../../main/store/store.ts';
import { instant } from '../../shared/kernel/units.ts';
import { message, recorded, TWO_O_CLOCK } from './record.ts';

/**
 * A process to be killed: appends without end, eight appends under way at a time, and prints
 * "POSITION MESSAGE" for each as soon as it is told that it is on disk.
 */
const opened = await openStore(process.argv[2] ?? '', { clock: systemClock(), onTrouble: () => process.exit(3) });
if (!opened.ok) {
  process.exit(2);
}
const store = opened.value;
let last = store.openedAt.position;

async function appendOn(): Promise<void> {
  for (;;) {
    last += 1;
    const position = last;
    const text = `message ${position}`;
    const at = instant(TWO_O_CLOCK + position);
    const answer = await store.append({ events: [recorded(position)], messages: [message(text, { at })] });
    if (!answer.ok) process.exit(4);
    process.stdout.write(`${answer.value.position} ${text}\n`);
  }
}
await Promise.all(Array.from({ length: 8 }, appendOn));
