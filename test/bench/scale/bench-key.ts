/** Encrypts the libraries of the benchmark, which hold nothing secret. */
export const BENCH_KEY = Buffer.alloc(32, 7)
