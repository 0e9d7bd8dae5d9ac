import { create } from 'zustand'

/** Whether what is added by its path is kept in step from then on. */
export const useKeepInStep = create<{ readonly isKept: boolean }>(() => ({ isKept: false }))
