// node scripts/run.mjs TASK [ARGUMENT…]: brings what the task needs, then runs it under a current Node.
import { areDependenciesInstalled, installDependencies } from './setup/dependencies.mjs'
import { build, isBuilt, products } from './setup/built-once.mjs'
import { fetchCurrentNode, findCurrentNode } from './setup/current-node.mjs'
import { withSetupLock } from './setup/setup-lock.mjs'
import { say } from './setup/steps.mjs'
import { tasks } from './tasks/tasks.mjs'

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  say(error.message)
  return 2
})

async function main([name, ...args]) {
  const task = tasks[name]
  if (!task) throw new Error(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`)
  const { needs: needed = [] } = task
  const needs = (typeof needed === 'function' ? needed(args) : needed).map((it) => products[it])
  const node = await prepare(needs)
  return await task.run(node, args)
}

/** Node, then the dependencies under it, then what is built with them. Nothing is locked when nothing is missing. */
async function prepare(needs) {
  const isReady = () =>
    findCurrentNode() !== null &&
    areDependenciesInstalled() &&
    needs.every((product) => isBuilt(product))
  if (isReady()) return findCurrentNode()
  return await withSetupLock(async () => {
    const node = findCurrentNode() ?? fetchCurrentNode()
    if (!areDependenciesInstalled()) installDependencies(node)
    for (const product of needs) if (!isBuilt(product)) build(product, node)
    return node
  })
}
