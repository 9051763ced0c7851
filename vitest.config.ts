import { defineConfig } from 'vitest/config';

/** Kept apart from the board's Vite config: its root is renderer/, where there are no tests. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    testTimeout: 20_000,
  },
});
