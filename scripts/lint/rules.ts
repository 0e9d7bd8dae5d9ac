import type { Rule } from 'eslint'
import { isAbsolute, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFault } from './law.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const layers: Rule.RuleModule = {
  meta: { type: 'problem', docs: { description: 'Rooms import only from rooms of a later rank.' } },
  create(context) {
    const importer = fromRoot(context.filename)
    const check = (node: Rule.Node, source: unknown): void => {
      if (typeof source !== 'string') return
      const imported = source.startsWith('.')
        ? fromRoot(join(context.filename, '..', source))
        : source
      const fault = findFault(importer, imported)
      if (fault !== null) context.report({ node, message: fault })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ImportExpression: (node) =>
        check(node, node.source.type === 'Literal' ? node.source.value : null),
    }
  },
}

const noBarrel: Rule.RuleModule = {
  meta: { type: 'problem', docs: { description: 'A file has something of its own to say.' } },
  create(context) {
    return {
      Program(node) {
        const isBarrel =
          node.body.length > 0 &&
          node.body.every(
            (statement) =>
              statement.type === 'ExportAllDeclaration' ||
              (statement.type === 'ExportNamedDeclaration' && statement.source != null),
          )
        if (isBarrel)
          context.report({
            node,
            message: 'This file only re-exports: import from where things are.',
          })
      },
    }
  },
}

/** A statement, not a sentence that happens to begin with "Select": it names a table after its keyword. */
const sqlStatement =
  /^\s*(SELECT\s[\s\S]+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(CREATE|DROP|ALTER)\s+(VIRTUAL\s+)?TABLE\s|PRAGMA\s)/

const sqlInStore: Rule.RuleModule = {
  meta: { type: 'problem', docs: { description: 'SQL stands in store/ only.' } },
  create(context) {
    const file = fromRoot(context.filename)
    if (!file.startsWith('src/') || file.startsWith('src/main/store/')) return {}
    const check = (node: Rule.Node, text: unknown): void => {
      if (typeof text === 'string' && sqlStatement.test(text))
        context.report({ node, message: 'SQL stands in store/ only.' })
    }
    return {
      Literal: (node) => check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
    }
  },
}

function fromRoot(path: string): string {
  const inside = relative(root, path)
  return (isAbsolute(inside) ? path : inside).split(sep).join('/')
}

/** The rules that only this repository has, as an ESLint plugin. */
export const carrelRules = {
  rules: { layers, 'no-barrel': noBarrel, 'sql-in-store': sqlInStore },
}
