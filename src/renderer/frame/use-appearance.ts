import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { engine } from '../engine/client.ts'
import { applyAppearance } from '../state/appearance.ts'

/** Keeps the page's colours as the settings say. */
export function useAppearance(): void {
  const { data } = useQuery(engine.settings.get.queryOptions())
  useEffect(() => {
    if (data !== undefined) applyAppearance(data.appearance)
  }, [data])
}
