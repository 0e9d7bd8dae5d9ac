import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useConnection } from './engine/connection.ts'
import { ConnectionBanner } from './frame/connection-banner.tsx'
import { DropZone } from './frame/drop-zone.tsx'
import { HelpDialog } from './frame/help-dialog.tsx'
import { ImportChip } from './frame/import-chip.tsx'
import { NavigationRail } from './frame/navigation-rail.tsx'
import { Notices } from './frame/notices.tsx'
import { useAppearance } from './frame/use-appearance.ts'
import { useShortcuts } from './frame/use-shortcuts.ts'
import { followFolders } from './state/follow-folders.ts'
import { resumeChange } from './state/resume-change.ts'
import { useNavigation, type View } from './state/navigation.ts'
import { ChatView } from './views/chat/chat-view.tsx'
import { DocumentView } from './views/document/document-view.tsx'
import { FeedbackView } from './views/feedback/feedback-view.tsx'
import { LibraryView } from './views/library/library-view.tsx'
import { SettingsView } from './views/settings/settings-view.tsx'

const views: Readonly<Record<View, () => React.JSX.Element>> = {
  chat: ChatView,
  library: LibraryView,
  feedback: FeedbackView,
  settings: SettingsView,
}

/** What is shown may be old after a connection was lost and made again. */
function useRefetchOnReconnect(): void {
  const queries = useQueryClient()
  const times = useConnection((state) => state.times)
  useEffect(() => {
    if (times > 1) void queries.invalidateQueries()
  }, [times, queries])
}

/** Watched folders are followed anew on every connection, and a change of embedders goes on: the engine may be another one. */
function useUnfinishedWork(): void {
  const times = useConnection((state) => state.times)
  useEffect(() => {
    if (times === 0) return
    const stop = new AbortController()
    void followFolders(stop.signal)
    void resumeChange()
    return () => stop.abort()
  }, [times])
}

export function App() {
  useShortcuts()
  useAppearance()
  useRefetchOnReconnect()
  useUnfinishedWork()
  const view = useNavigation((state) => state.view)
  const document = useNavigation((state) => state.document)
  const isHelpOpen = useNavigation((state) => state.isHelpOpen)
  const Current = views[view]
  return (
    <div className="frame">
      <NavigationRail />
      <div className="stage">
        <ConnectionBanner />
        <div className="stage-views">
          <main className="view" inert={document !== null}>
            <Current />
          </main>
          {document !== null && <DocumentView key={document.documentId} target={document} />}
        </div>
      </div>
      <DropZone />
      <ImportChip />
      <Notices />
      {isHelpOpen && <HelpDialog />}
    </div>
  )
}
