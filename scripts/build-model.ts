import { join } from 'node:path'
import { findWeights, writeModel } from './build-model/write-model.ts'

const modelFolder = join(import.meta.dirname, '..', 'models', 'all-MiniLM-L6-v2')
const started = performance.now()
const wasBuilt = await writeModel(modelFolder, findWeights())
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.error(
  wasBuilt ? `Built ${modelFolder} in ${seconds} s.` : 'The embedding model is up to date.',
)
