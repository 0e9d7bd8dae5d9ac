/** What the desktop gives the page beyond the web platform. Absent in browser mode. */
export interface CarrelNative {
  /** Where a dropped or picked file stands on disk; empty when it has no place there. */
  pathOf(file: File): string
  pickFiles(): Promise<readonly string[]>
  pickFolder(): Promise<readonly string[]>
  pickModel(): Promise<string | null>
  revealDataFolder(): Promise<unknown>
}

declare global {
  interface Window {
    readonly carrelNative?: CarrelNative
  }
}

export const native: CarrelNative | null = window.carrelNative ?? null
