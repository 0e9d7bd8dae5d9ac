import { setHelp } from '../state/navigation.ts'
import { Dialog } from '../ui/dialog.tsx'

const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'Type a question'],
  [['Ctrl', 'K'], 'Type a question, from anywhere'],
  [['Enter'], 'Send the question'],
  [['Shift', 'Enter'], 'New line in the question'],
  [['N'], 'New conversation'],
  [['Esc'], 'Back from a document, or stop the answer'],
  [['←', '→'], 'Page back and forth in a document'],
  [['+', '−'], 'Larger and smaller in a document'],
  [['?'], 'This help'],
]

export function HelpDialog() {
  return (
    <Dialog title="How Carrel works" onClose={() => setHelp(false)}>
      <ol className="help-steps">
        <li>
          <strong>Drop files or folders</strong> anywhere on this window. They are read on this
          computer and stay on it.
        </li>
        <li>
          <strong>Ask in your own words.</strong> Every sentence of the answer carries numbers that
          lead to the passage it came from.
        </li>
        <li>
          <strong>Check.</strong> A sentence no source supports is marked, and when your documents
          do not say, Carrel tells you so.
        </li>
      </ol>
      <h3>Keyboard</h3>
      <dl className="help-keys">
        {shortcuts.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
