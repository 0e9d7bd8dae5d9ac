import { X } from 'lucide-react'
import { dismiss, useNotices } from '../state/notices.ts'
import { IconButton } from '../ui/button.tsx'

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
          <IconButton label="Dismiss" onClick={() => dismiss(notice.id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
