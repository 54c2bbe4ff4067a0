import { defineConfig } from 'vitest/config'

const minutes = Number(process.env.PERPLAB_NIGHTLY_MINUTES ?? 60)

export default defineConfig({
  test: {
    setupFiles: ['test/fixed-seed.ts'],
    include: ['test/nightly/**/*.test.ts'],
    testTimeout: (minutes + 1) * 60_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
  },
})
