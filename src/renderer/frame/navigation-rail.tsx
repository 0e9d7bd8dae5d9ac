import { CircleHelp, LibraryBig, MessagesSquare, Settings, ThumbsUp } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { setHelp, show, useNavigation, type View } from '../state/navigation.ts'

const places: readonly {
  readonly view: View
  readonly label: string
  readonly Icon: LucideIcon
}[] = [
  { view: 'chat', label: 'Ask', Icon: MessagesSquare },
  { view: 'library', label: 'Library', Icon: LibraryBig },
  { view: 'feedback', label: 'Feedback', Icon: ThumbsUp },
  { view: 'settings', label: 'Settings', Icon: Settings },
]

export function NavigationRail() {
  const current = useNavigation((state) => state.view)
  return (
    <nav className="rail" aria-label="Main">
      <img className="rail-mark" src="/icon.svg" alt="Carrel" width="36" height="36" />
      {places.map(({ view, label, Icon }) => (
        <button
          key={view}
          type="button"
          className="rail-item"
          aria-current={view === current ? 'page' : undefined}
          onClick={() => show(view)}
        >
          <Icon size={21} strokeWidth={1.75} aria-hidden />
          {label}
        </button>
      ))}
      <button type="button" className="rail-item rail-help" onClick={() => setHelp(true)}>
        <CircleHelp size={21} strokeWidth={1.75} aria-hidden />
        Help
      </button>
    </nav>
  )
}
