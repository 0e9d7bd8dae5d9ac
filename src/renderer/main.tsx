import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { must } from './ui/must.ts'
import { App } from './app.tsx'
import { queryClient } from './engine/client.ts'
import { connectToEngine } from './engine/connection.ts'
import { restoreAppearance } from './state/appearance.ts'

restoreAppearance()
connectToEngine()
createRoot(must(document.getElementById('root'), 'index.html has it')).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
