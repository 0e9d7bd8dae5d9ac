interface Item {
  readonly chunkId: number
  readonly vector: Float32Array
}

/** A vector store as the benchmark uses it. */
export interface Peer {
  add(items: readonly Item[]): Promise<void>
  /** Builds the index its manual advises, where it has one. */
  finish(): Promise<void>
  nearest(vector: Float32Array, limit: number): Promise<{ readonly chunkId: number }[]>
}

/** Only what is called here: the packages are installed by the benchmark, so their types are not at hand. */
interface LanceTable {
  add(rows: readonly object[]): Promise<void>
  createIndex(column: string, options: object): Promise<void>
  search(vector: number[]): LanceQuery
}
interface LanceQuery {
  distanceType(kind: string): LanceQuery
  refineFactor(factor: number): LanceQuery
  limit(count: number): LanceQuery
  toArray(): Promise<{ readonly chunkId: number }[]>
}
interface Lance {
  connect(folder: string): Promise<{
    createTable(name: string, rows: readonly object[]): Promise<LanceTable>
  }>
  readonly Index: { ivfPq(options: object): unknown }
}
interface Vectra {
  readonly LocalIndex: new (folder: string) => {
    createIndex(): Promise<void>
    beginUpdate(): Promise<void>
    insertItem(item: object): Promise<void>
    endUpdate(): Promise<void>
    queryItems(
      vector: number[],
      query: string,
      limit: number,
    ): Promise<{ readonly item: { readonly metadata: { readonly chunkId: number } } }[]>
  }
}
interface LlamaIndex {
  readonly SimpleVectorStore: new (options: object) => {
    add(nodes: readonly object[]): Promise<unknown>
    query(query: object): Promise<{ readonly ids: readonly string[] }>
  }
  readonly TextNode: new (fields: object) => object
}

export async function openPeer(name: string, load: NodeJS.Require, folder: string): Promise<Peer> {
  switch (name) {
    case 'lancedb':
      return openLance(load('@lancedb/lancedb') as Lance, folder)
    case 'vectra':
      return await openVectra(load('vectra') as Vectra, folder)
    case 'llamaindex':
      return openLlamaIndex(load('llamaindex') as LlamaIndex)
    default:
      throw new Error(`There is no peer "${name}".`)
  }
}

function openLance(lance: Lance, folder: string): Peer {
  let table: LanceTable | null = null
  let count = 0
  const need = (): LanceTable => {
    if (table === null) throw new Error('Nothing was added.')
    return table
  }
  return {
    async add(items) {
      const rows = items.map(({ chunkId, vector }) => ({ chunkId, vector: [...vector] }))
      if (table === null) table = await (await lance.connect(folder)).createTable('chunks', rows)
      else await table.add(rows)
      count += rows.length
    },
    async finish() {
      // Below that its manual advises no index: the scan is exact.
      if (count < 100_000) return
      const config = lance.Index.ivfPq({ distanceType: 'cosine' })
      await need().createIndex('vector', { config })
    },
    nearest: (vector, limit) =>
      need()
        .search([...vector])
        .distanceType('cosine')
        .refineFactor(10)
        .limit(limit)
        .toArray(),
  }
}

async function openVectra({ LocalIndex }: Vectra, folder: string): Promise<Peer> {
  const index = new LocalIndex(folder)
  await index.createIndex()
  await index.beginUpdate()
  return {
    async add(items) {
      for (const { chunkId, vector } of items)
        await index.insertItem({ vector: [...vector], metadata: { chunkId } })
    },
    finish: () => index.endUpdate(),
    nearest: async (vector, limit) =>
      (await index.queryItems([...vector], '', limit)).map(({ item }) => item.metadata),
  }
}

function openLlamaIndex({ SimpleVectorStore, TextNode }: LlamaIndex): Peer {
  // Without a model of its own it refuses to begin; given vectors, it never asks it.
  const store = new SimpleVectorStore({ embedModel: {} })
  return {
    async add(items) {
      await store.add(
        items.map(
          ({ chunkId, vector }) =>
            new TextNode({ id_: String(chunkId), text: '', embedding: [...vector] }),
        ),
      )
    },
    finish: async () => undefined,
    async nearest(vector, limit) {
      const query = { queryEmbedding: [...vector], similarityTopK: limit, mode: 'default' }
      return (await store.query(query)).ids.map((id) => ({ chunkId: Number(id) }))
    },
  }
}
