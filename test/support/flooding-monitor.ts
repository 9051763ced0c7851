import { connect } from 'node:net';

/**
 * Run as a process of its own, so that its work is not measured as the listener's: sends a beginning, 64 MB
 * of one letter and an end, and prints what it is answered until the connection ends or the end is answered.
 * Arguments: port, beginning, end (both base64).
 */
const [port, beginning = '', end = ''] = process.argv.slice(2);
const flood = Buffer.alloc(1_048_576, 'A');
const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true, allowHalfOpen: true });
socket.on('error', () => {});
socket.on('data', (answer) => {
  process.stdout.write(answer);
  if (end !== '') socket.end();
});
// The listener has closed: its answer was read before that.
socket.on('end', () => socket.destroy());

const send = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    socket.write(bytes, () => resolve());
  });

await new Promise<void>((resolve) => socket.once('connect', resolve));
await send(Buffer.from(beginning, 'base64'));
for (let sent = 0; sent < 64 && !socket.destroyed; sent += 1) await send(flood);
if (end !== '') await send(Buffer.from(end, 'base64'));
