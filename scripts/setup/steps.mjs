// Plain JavaScript that an old Node (18) runs: these scripts are what brings a current one.
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Says something about the set-up, on stderr: stdout belongs to the command that runs afterwards. */
export function say(message) {
  process.stderr.write(`[set-up] ${message}\n`)
}

/** This process's environment, with the given Node first on PATH and every download by an install script switched off. */
export function environmentFor(node) {
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  return {
    ...process.env,
    [pathName]: [dirname(node), process.env[pathName] ?? ''].join(delimiter),
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true',
  }
}

/** Runs a set-up step with all its output on stderr. Returns whether it succeeded. */
export function step(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  return result.status === 0
}

/** What a command printed, trimmed; null when it failed or does not exist. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options })
  return result.status === 0 ? result.stdout.trim() : null
}

/** Runs npm by the script this process was started from, so that Windows needs no shell. */
export function npm(args, node) {
  const npmScript = process.env.npm_execpath
  const env = environmentFor(node)
  if (npmScript && /npm-cli\.[cm]?js$/.test(npmScript))
    return step(node, [npmScript, ...args], { env })
  return step('npm', args, { env, shell: process.platform === 'win32' })
}

/**
 * For a Node that runs the engine. With the time that a process works V8 lets more and more garbage gather, 128 MB of new objects and as much of
 * old ones: in a long import 100 MB more. So bounded, it imports as fast.
 */
export const engineFlags = ['--max-semi-space-size=16', '--heap-growing-percent=50']

/**
 * Runs the task itself and returns its exit code.
 * A terminal sends Ctrl-C to the whole process group, so it is passed on only where there is no terminal.
 */
export function runTask(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    let wasInterrupted = false
    const passOn = (signal) => {
      if (signal === 'SIGINT' && (process.stdin.isTTY || wasInterrupted)) return
      wasInterrupted ||= signal === 'SIGINT'
      child.kill(signal)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, passOn)
      resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1))
    })
  })
}
