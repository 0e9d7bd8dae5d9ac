import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { engine } from '../engine/client.ts'
import type { ScanLanguages } from '../engine/contract-types.ts'

/** The languages of scans that are added from here on; null for those of the library. */
export const useAddedIn = create<{ readonly languages: string[] | null }>(() => ({
  languages: null,
}))

/** What goes with files that are added. */
export function addedIn(): { options?: { languages: string[] } } {
  const { languages } = useAddedIn.getState()
  return languages === null ? {} : { options: { languages } }
}

const none: ScanLanguages = { installed: [], available: [], host: '' }

/** Languages whose scans can be read; nothing while they are asked for. */
export function useScanLanguages(): ScanLanguages {
  return useQuery(engine.models.scanLanguages.queryOptions()).data ?? none
}

/** "English and German": languages by their names, where those are known. */
export function namesOf(codes: readonly string[], { installed }: ScanLanguages): string {
  const names = codes.map((code) => installed.find((one) => one.code === code)?.name ?? code)
  return new Intl.ListFormat('en').format(names)
}
