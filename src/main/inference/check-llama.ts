/** Loads llama.cpp without a model and says on what it computes. Throws when its binary does not load here; builds nothing. */
export async function llamaBackend(): Promise<string> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
  const llama = await getLlama({
    build: 'never',
    progressLogs: false,
    logLevel: LlamaLogLevel.disabled,
  })
  try {
    return llama.gpu === false ? 'CPU' : llama.gpu
  } finally {
    await llama.dispose()
  }
}
