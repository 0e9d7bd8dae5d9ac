import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { DocumentRow, Scope } from '../../engine/contract-types.ts'
import { everything, isEverything } from '../../state/question-scope.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { folderOf, sourceOf, titleOf } from '../../ui/format.ts'

interface ScopePickerProps {
  readonly scope: Scope
  readonly onChange: (scope: Scope) => void
  readonly onClose: () => void
}

/** Documents looked through for folders and types, and shown of each kind: more are found by typing. */
const LOOKED_THROUGH = 500
const SHOWN = 8

interface Choice {
  readonly kind: keyof Scope
  readonly value: string | number
  readonly label: string
  readonly note: string
}

/** Chooses folders, tags, types and documents; what is pressed holds at once. */
export function ScopePicker({ scope, onChange, onClose }: ScopePickerProps) {
  const [text, setText] = useState('')
  const choices = useChoices(useDeferredValue(text.trim()))
  return (
    <Dialog
      title="Ask only in"
      onClose={onClose}
      actions={
        <>
          <Button disabled={isEverything(scope)} onClick={() => onChange(everything)}>
            All documents
          </Button>
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <label className="search-field scope-search">
        <Search size={16} aria-hidden />
        <input
          className="field"
          type="search"
          aria-label="Find a folder, tag, type or document"
          placeholder="Find a folder, tag, type or document"
          value={text}
          data-first-focus
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {choices.length === 0 && <p className="dialog-text">Nothing of that name in the library.</p>}
      {groups.map(({ kind, title }) => (
        <ChoiceGroup
          key={kind}
          title={title}
          choices={choices.filter((choice) => choice.kind === kind).slice(0, SHOWN)}
          scope={scope}
          onChange={onChange}
        />
      ))}
    </Dialog>
  )
}

const groups = [
  { kind: 'tags', title: 'Tags' },
  { kind: 'folders', title: 'Folders' },
  { kind: 'types', title: 'Types' },
  { kind: 'documentIds', title: 'Documents' },
] as const

interface ChoiceGroupProps {
  readonly title: string
  readonly choices: readonly Choice[]
  readonly scope: Scope
  readonly onChange: (scope: Scope) => void
}

function ChoiceGroup({ title, choices, scope, onChange }: ChoiceGroupProps) {
  if (choices.length === 0) return null
  return (
    <fieldset className="scope-group">
      <legend>{title}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="scope-choice">
          <input
            type="checkbox"
            checked={has(scope, choice)}
            onChange={() => onChange(toggled(scope, choice))}
          />
          <span className="scope-choice-label">{choice.label}</span>
          <span className="scope-choice-note">{choice.note}</span>
        </label>
      ))}
    </fieldset>
  )
}

function has(scope: Scope, { kind, value }: Choice): boolean {
  const values: readonly (string | number)[] = scope[kind]
  return values.includes(value)
}

function toggled(scope: Scope, choice: Choice): Scope {
  const values: readonly (string | number)[] = scope[choice.kind]
  const next = has(scope, choice)
    ? values.filter((value) => value !== choice.value)
    : [...values, choice.value]
  return { ...scope, [choice.kind]: next }
}

function useChoices(text: string): readonly Choice[] {
  const tags = useQuery(engine.tags.list.queryOptions())
  const list = useQuery(
    engine.library.list.queryOptions({
      input: { limit: LOOKED_THROUGH, ...(text === '' ? {} : { query: text }) },
      placeholderData: keepPreviousData,
    }),
  )
  const all = useQuery(engine.library.list.queryOptions({ input: { limit: LOOKED_THROUGH } }))
  const documents = list.data?.documents ?? []
  const wanted = text.toLowerCase()
  const matches = ({ label }: Choice): boolean => label.toLowerCase().includes(wanted)
  const tagChoices = (tags.data ?? []).map(({ name, documents: amount }): Choice => {
    return { kind: 'tags', value: name, label: name, note: String(amount) }
  })
  return [
    ...tagChoices.filter(matches),
    ...foldersOf(documents).filter(matches),
    ...typesOf(all.data?.documents ?? []).filter(matches),
    ...documents.map(toChoice),
  ]
}

function toChoice(document: DocumentRow): Choice {
  const { documentId, path, externalId } = document
  const label = titleOf(document)
  const note = externalId === undefined ? folderOf(path, 40) : sourceOf(document)
  return { kind: 'documentIds', value: documentId, label, note }
}

/** The folders that documents stand in, fullest first. */
function foldersOf(documents: readonly DocumentRow[]): Choice[] {
  const inFolders = documents.filter(({ path }) => !path.startsWith('upload:'))
  const counted = countBy(inFolders, ({ path }) => folderOf(path, Infinity))
  return counted.map(([folder, amount]) => {
    return { kind: 'folders', value: folder, label: folder, note: String(amount) }
  })
}

function typesOf(documents: readonly DocumentRow[]): Choice[] {
  const counted = countBy(documents, ({ format }) => format ?? '')
  return counted.map(([type, amount]) => {
    return { kind: 'types', value: type, label: type, note: String(amount) }
  })
}

function countBy(
  documents: readonly DocumentRow[],
  keyOf: (document: DocumentRow) => string,
): [string, number][] {
  const counts = new Map<string, number>()
  for (const document of documents) {
    const key = keyOf(document)
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}
