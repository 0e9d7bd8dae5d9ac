interface LabelledFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A line of text that is a name or path: no spelling is checked in it. */
export function LabelledField({ label, placeholder, value, onValue }: LabelledFieldProps) {
  return (
    <label className="row-label">
      <span>{label}</span>
      <input
        className="field"
        placeholder={placeholder}
        spellCheck={false}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </label>
  )
}
