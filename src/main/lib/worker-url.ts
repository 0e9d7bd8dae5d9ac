/**
 * The address of a worker's or child process's entry beside the calling module.
 * From source the entry is `NAME.ts`; a build is flat (every module of `out/main` in one folder), so there it is `NAME.js`.
 */
export function workerUrl(name: string, callerUrl: string): URL {
  const extension = new URL(callerUrl).pathname.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./${name}.${extension}`, callerUrl)
}
