/** How a model's session runs in a worker. */
export const SESSION_OPTIONS = {
  // One thread a worker: workers do not wait for each other, threads of one run do.
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  // "all" would fuse sums with norms into an operator that is slower on the CPU than the two.
  graphOptimizationLevel: 'basic',
} as const
