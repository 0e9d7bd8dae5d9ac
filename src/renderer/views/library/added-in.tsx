import { useQuery } from '@tanstack/react-query'
import { engine } from '../../engine/client.ts'
import { namesOf, useAddedIn, useScanLanguages } from '../../state/scan-languages.ts'

/** In which language scans are read that are added next; nothing where only one is installed. */
export function AddedIn() {
  const languages = useScanLanguages()
  const chosen = useAddedIn((state) => state.languages)
  const { data } = useQuery(engine.settings.get.queryOptions())
  if (languages.installed.length < 2 || data === undefined) return null
  return (
    <select
      className="field added-in"
      aria-label="Language of scans that are added"
      title="Scanned pages and pictures that are added next are read in this language"
      value={chosen?.[0] ?? ''}
      onChange={({ target: { value } }) =>
        useAddedIn.setState({ languages: value === '' ? null : [value] })
      }
    >
      <option value="">Scans in {namesOf(data.ocrLanguages, languages)}</option>
      {languages.installed.map(({ code, name }) => (
        <option key={code} value={code}>
          Scans in {name} only
        </option>
      ))}
    </select>
  )
}
