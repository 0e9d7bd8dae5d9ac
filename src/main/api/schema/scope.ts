import { z } from 'zod'

/** Enough for any choice by hand; a scope is no way to send a library's list of documents. */
const MOST = 200

const names = z.array(z.string().trim().min(1).max(1000)).max(MOST).default([])

/**
 * Which documents are asked: those that meet every kind that is not empty, by one of its values. Folders and documents are one kind;
 * nothing given is the whole library.
 */
export const Scope = z.object({
  /** A folder's or file's whole path, or the last part of it, as it stands: without wildcards. */
  folders: names,
  tags: names,
  /** What people call a format: `pdf`, `word`. */
  types: names,
  documentIds: z.array(z.int()).max(MOST).default([]),
})

/** The whole library unless something else is said. */
export const KeptScope = Scope.default({ folders: [], tags: [], types: [], documentIds: [] })

export const TagName = z.string().trim().min(1).max(80)

/** A tag, and documents by their ids, and those of files, folders (with all below them) and patterns. */
export const TagChange = z.object({
  name: TagName,
  documentIds: z.array(z.int()).default([]),
  paths: z.array(z.string().min(1)).default([]),
})

export const TagOutcome = z.object({ documents: z.int(), changedIds: z.array(z.int()) })

export const Tag = z.object({ name: z.string(), documents: z.int() })
