import { memoryWire } from '../support/memory-wire.ts';
import { linkConformance } from './conformance.ts';

linkConformance('a wire in memory', async (hub) => ({ ...memoryWire(hub), close: async () => {} }));
