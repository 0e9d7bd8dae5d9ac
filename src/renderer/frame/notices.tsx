import { X } from 'lucide-react'
import { dismiss, useNotices, type NoticeAction } from '../state/notices.ts'
import { Button, IconButton } from '../ui/button.tsx'

/** What was told in passing, read out by screen readers. */
export function Notices() {
  const notices = useNotices((state) => state.notices)
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map((notice) => (
        <div key={notice.id} className={`notice notice-${notice.tone}`}>
          <div>
            <p>{notice.text}</p>
            {notice.hint !== '' && <p className="notice-hint">{notice.hint}</p>}
          </div>
          {notice.action !== null && <NoticeButton id={notice.id} action={notice.action} />}
          <IconButton label="Dismiss" onClick={() => dismiss(notice.id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  )
}

function NoticeButton({ id, action }: { readonly id: number; readonly action: NoticeAction }) {
  return (
    <Button
      tone="quiet"
      onClick={() => {
        dismiss(id)
        action.run()
      }}
    >
      {action.label}
    </Button>
  )
}
