export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const preferred = { width: 1240, height: 820 }
/** So much of the window must be on a screen that a person can grab it. */
const visiblePart = 120

/**
 * Where a window opens: where it was, when a screen is still there and big enough to show a good part of it; else in the
 * middle of the first screen, no larger than that.
 */
export function choosePlace(saved: Place | undefined, screens: readonly Place[]): Place {
  if (saved && screens.some((screen) => isVisibleOn(saved, screen))) return saved
  const screen = screens[0] ?? { x: 0, y: 0, ...preferred }
  const width = Math.min(preferred.width, screen.width)
  const height = Math.min(preferred.height, screen.height)
  return {
    x: screen.x + Math.round((screen.width - width) / 2),
    y: screen.y + Math.round((screen.height - height) / 2),
    width,
    height,
  }
}

function isVisibleOn(place: Place, screen: Place): boolean {
  const across =
    Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x)
  const down =
    Math.min(place.y + place.height, screen.y + screen.height) - Math.max(place.y, screen.y)
  return across >= visiblePart && down >= visiblePart && place.y >= screen.y
}
