import { read, utils } from '@e965/xlsx'
import { damagedArchive, locked } from './unpack.ts'
import { metadataFrom } from './metadata.ts'
import type { Reader } from './reader.ts'
import { documentOfSheets } from './sheet-blocks.ts'

/** The old Excel and its binary form (XLS, XLSB): as XLSX, through SheetJS. No formula is calculated. */
export const readXls: Reader = async ({ name, bytes }) => {
  try {
    const book = read(bytes, {
      type: 'array',
      cellFormula: false,
      cellHTML: false,
      dateNF: 'yyyy-mm-dd',
    })
    const sheets = book.SheetNames.map((sheetName, index) => {
      const sheet = book.Sheets[sheetName]
      const rows = sheet ? utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false }) : []
      // 1 is hidden, 2 so that only a program can show it.
      return { name: sheetName, rows, isHidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0 }
    })
    const { Title = '', Author, CreatedDate, ModifiedDate } = book.Props ?? {}
    return {
      ...documentOfSheets(Title, sheets),
      ...metadataFrom({ author: Author, created: CreatedDate, modified: ModifiedDate }),
    }
  } catch (error) {
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message)
    throw isLocked ? locked(name) : damagedArchive(name, error)
  }
}
