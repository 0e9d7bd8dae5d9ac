import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import { prepared } from './prepared.ts'
import { must } from '../lib/must.ts'
import { codeable, toBlob } from './vector-index.ts'

/** All vectors that one embedder made. `building` and `retired` stand beside the active one, never both. */
export interface VectorSet {
  readonly id: number
  /** The embedder's name: sets of different recipes never compare. */
  readonly recipe: string
  readonly dimensions: number
  readonly state: 'active' | 'building' | 'retired'
}

/** A chunk with what its embedding is made of. */
export interface ChunkToEmbed {
  readonly chunkId: number
  readonly title: string
  readonly headings: string
  readonly text: string
}

const RENUMBER = `UPDATE vector_sets SET id = (SELECT max(id) + 1 FROM vector_sets) WHERE state = 'active'`

/** Rows that are deleted in one transaction: some 20 ms, so that nobody waits for long. */
const ROWS_A_SLICE = 1000

const COLUMNS = 'id, recipe, dimensions, state'
const ACTIVE = `SELECT ${COLUMNS} FROM vector_sets WHERE state = 'active'`
const BESIDE = `SELECT ${COLUMNS} FROM vector_sets WHERE state <> 'active'`

const TABLES = { active: 'chunk_vectors', beside: 'next_vectors' } as const
const CODES = { active: 'chunk_codes', beside: 'next_codes' } as const
/** Which vectors are meant: those that searches use, or those beside them. */
export type Place = keyof typeof TABLES

export function activeVectorSet(db: ReadDb): VectorSet {
  return must(prepared<[], VectorSet>(db, ACTIVE).get(), 'one set of vectors is active')
}

/** The set that is being built, or the one that was used before; null when there is neither. */
export function vectorSetBeside(db: ReadDb): VectorSet | null {
  return db.prepare<[], VectorSet>(BESIDE).get() ?? null
}

/**
 * Makes the set beside the active one a set of this recipe that is being built: one that is there already goes on, with all that it has;
 * another must have been dropped (`dropVectorSet`) before.
 */
export function beginVectorSet(
  db: WriteDb,
  { recipe, dimensions }: Pick<VectorSet, 'recipe' | 'dimensions'>,
): VectorSet {
  inTransaction(db, () => {
    const beside = vectorSetBeside(db)
    if (beside !== null && beside.recipe !== recipe)
      throw new Error('Broken invariant: another set of vectors was dropped before')
    if (beside === null)
      db.prepare(
        `INSERT INTO vector_sets (recipe, dimensions, state, created_at) VALUES (?, ?, 'building', ?)`,
      ).run(recipe, dimensions, new Date().toISOString())
    else db.prepare(`UPDATE vector_sets SET state = 'building' WHERE id = ?`).run(beside.id)
  })
  return must(vectorSetBeside(db), 'just made')
}

/** Forgets the set beside the active one at once, then erases its vectors, a slice each time it is asked. */
export function* dropVectorSet(db: WriteDb): Generator<void> {
  db.prepare(`DELETE FROM vector_sets WHERE state <> 'active'`).run()
  for (const table of [TABLES.beside, CODES.beside]) {
    const erase = db.prepare<[number]>(
      `DELETE FROM ${table} WHERE chunk_id IN (SELECT chunk_id FROM ${table} LIMIT ?)`,
    )
    while (erase.run(ROWS_A_SLICE).changes > 0) yield
  }
}

/** The first chunks after an id that have no vector there, lowest ids first. */
export function chunksWithoutVector(
  db: ReadDb,
  place: Place,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): ChunkToEmbed[] {
  const sql = `SELECT c.id AS chunkId, c.title, c.headings, c.text FROM chunks c
    WHERE c.id > ? AND NOT EXISTS (SELECT 1 FROM ${TABLES[place]} v WHERE v.chunk_id = c.id) ORDER BY c.id LIMIT ?`
  return db.prepare<[number, number], ChunkToEmbed>(sql).all(afterId, limit)
}

/** Without an order, so that an index suffices and no text is read. */
function isComplete(db: ReadDb, place: Place): boolean {
  const sql = `SELECT 1 FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM ${TABLES[place]} v WHERE v.chunk_id = c.id) LIMIT 1`
  return db.prepare(sql).get() === undefined
}

/** How many vectors there are in that place. */
export function countVectors(db: ReadDb, place: Place): number {
  const sql = `SELECT count(*) AS count FROM ${TABLES[place]}`
  return db.prepare<[], { count: number }>(sql).get()?.count ?? 0
}

/**
 * Stores vectors of a set for chunks that are still there and have none; returns whether that set is still what stands in that place. When it
 * is not (it was dropped, or changed places), nothing is stored.
 */
export function addVectors(
  db: WriteDb,
  { place, recipe }: { readonly place: Place; readonly recipe: string },
  vectors: ReadonlyMap<number, Float32Array>,
): boolean {
  return inTransaction(db, () => {
    const set = place === 'active' ? activeVectorSet(db) : vectorSetBeside(db)
    if (set?.recipe !== recipe || set.state === 'retired') return false
    const insert = db.prepare(
      `INSERT OR IGNORE INTO ${TABLES[place]} (chunk_id, embedding) SELECT id, ? FROM chunks WHERE id = ?`,
    )
    const insertCode = db.prepare(
      `INSERT OR IGNORE INTO ${CODES[place]} (chunk_id, version_id, code)
       SELECT id, version_id, vec_quantize_binary(?) FROM chunks WHERE id = ?`,
    )
    for (const [chunkId, vector] of vectors) {
      insert.run(toBlob(vector), chunkId)
      insertCode.run(codeable(vector), chunkId)
    }
    // A new number tells those who keep codes in memory that older chunks have come in.
    if (place === 'active') db.exec(RENUMBER)
    return true
  })
}

/**
 * Makes the set that is being built the active one, and the active one the retired one, in one moment; false when a chunk still lacks its
 * vector, or nothing is being built. Tables change names, so it takes no longer in a large library.
 */
export function activateVectorSet(db: WriteDb, recipe: string): boolean {
  return inTransaction(db, () => {
    const built = vectorSetBeside(db)
    if (built?.recipe !== recipe || built.state !== 'building') return false
    if (!isComplete(db, 'beside')) return false
    for (const { active, beside } of [TABLES, CODES])
      db.exec(`ALTER TABLE ${active} RENAME TO changing_places;
        ALTER TABLE ${beside} RENAME TO ${active};
        ALTER TABLE changing_places RENAME TO ${beside};`)
    db.exec(`UPDATE vector_sets SET state = 'retired' WHERE state = 'active'`)
    db.prepare(`UPDATE vector_sets SET state = 'active' WHERE id = ?`).run(built.id)
    return true
  })
}
