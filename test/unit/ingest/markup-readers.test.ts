import { expect, test } from 'vitest'
import { readBlocks, readBytes } from '../../helpers/read-bytes.ts'

test('reStructuredText gives headings by their underlines, and no options or comments', async () => {
  const text = `=========
The lease
=========

Due on the *third* of **each** \`month <https://example.org>\`_, see :ref:\`pets\`.

Pets
----
.. a comment
   of two lines

* Dogs
* Cats, but
  only two

.. note:: Ask first.

.. code-block:: python
   :linenos:

   pay(900)

Example::

   pay(930)

==== ====
Year Rent
==== ====
`
  expect(await readBlocks('lease.rst', text)).toEqual([
    'heading1: The lease',
    'paragraph: Due on the third of each month, see pets.',
    'heading2: Pets',
    'list-item: Dogs',
    'list-item: Cats, but only two',
    'paragraph: Ask first.',
    'code:    pay(900)',
    'paragraph: Example:',
    'code:    pay(930)',
    'paragraph: Year Rent',
  ])
})

test('AsciiDoc gives headings, items, tables and code, and no attributes', async () => {
  const text = `= The lease
:toc:
// a comment

Due on the *third*, see https://example.org[the law].

== Pets
* Dogs
** Small ones

[source,js]
----
pay(900)
----

|===
|Year |Rent

|2024 |900
|===
`
  expect(await readBlocks('lease.adoc', text)).toEqual([
    'heading1: The lease',
    'paragraph: Due on the third, see the law.',
    'heading2: Pets',
    'list-item: Dogs',
    'list-item: Small ones',
    'code: pay(900)',
    'table-row: Year: 2024; Rent: 900',
  ])
})

test('Org gives headings, items, tables and code, and no drawers', async () => {
  const text = `#+TITLE: The lease
* TODO Rent :home:
  :PROPERTIES:
  :ID: 7
  :END:
Due on the *third*, see [[https://example.org][the law]].
- Dogs
#+BEGIN_SRC js
pay(900)
#+END_SRC
| Year | Rent |
|------+------|
| 2024 | 900 |
`
  const { title } = await readBytes('lease.org', text)
  expect([title, ...(await readBlocks('lease.org', text))]).toEqual([
    'The lease',
    'heading1: Rent',
    'paragraph: Due on the third, see the law.',
    'list-item: Dogs',
    'code: pay(900)',
    'table-row: Year: 2024; Rent: 900',
  ])
})

test('LaTeX gives its text as it is set, and no preamble', async () => {
  const text = String.raw`\documentclass{article}
\title{The \emph{lease}}
\begin{document}
\section{Rent} \label{rent}
Due on the \textbf{third}\footnote{Or the fourth.} --- 5\,\% of $x^2$ for J\"org, see~\cite{law}. % a comment
\begin{itemize}
\item Dogs
\end{itemize}
\begin{tabular}{ll}
Year & Rent \\ \hline
2024 & 900 \\
\end{tabular}
\end{document}
gone`
  const { title } = await readBytes('lease.tex', text)
  expect([title, ...(await readBlocks('lease.tex', text))]).toEqual([
    'The lease',
    'heading2: Rent',
    'paragraph: Due on the third Or the fourth. — 5 % of x^2 for Jörg, see .',
    'list-item: Dogs',
    'table-row: Year: 2024; Rent: 900',
  ])
})

test.each([
  [
    'talk.srt',
    '1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Rent is due</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\non the third.\r\n\r\n3\r\n00:01:03,000 --> 00:01:04,000\r\nDogs are allowed.\r\n',
  ],
  [
    'talk.vtt',
    'WEBVTT\n\nNOTE no text\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.500 align:start\nRent is due\n\n00:03.000 --> 00:04.000\non the third.\n\n01:03.000 --> 01:04.000\nDogs are allowed.\n',
  ],
])('subtitles give what is said, in sentences (%s)', async (name, text) => {
  expect(await readBlocks(name, text)).toEqual([
    'paragraph: Rent is due on the third.',
    'paragraph: Dogs are allowed.',
  ])
})

test('JSON gives each object as a row, with the keys of nested ones as headings', async () => {
  const text = JSON.stringify({
    title: 'Lease',
    rent: 900,
    tags: ['home', 'flat'],
    pets: [
      { kind: 'dog', allowed: true },
      { kind: 'cat', allowed: null },
    ],
  })
  expect(await readBlocks('lease.json', text)).toEqual([
    'table-row: title: Lease; rent: 900; tags: home, flat',
    'heading1: pets',
    'table-row: kind: dog; allowed: true',
    'table-row: kind: cat',
  ])
})

test('XML gives its text, with the usual names of headings, items and tables understood', async () => {
  const text = `<?xml version="1.0"?><article><front><article-title>The <italic>lease</italic></article-title></front>
    <body><sec><title>Rent</title><p>Due on the <bold>third</bold>.</p><list><list-item><p>Dogs</p></list-item></list>
    <table><thead><tr><th>Year</th><th>Rent</th></tr></thead><tr><td>2024</td><td>900</td></tr></table></sec></body></article>`
  const { title } = await readBytes('lease.xml', text)
  expect([title, ...(await readBlocks('lease.xml', text))]).toEqual([
    'The lease',
    'heading1: The lease',
    'heading2: Rent',
    'paragraph: Due on the third.',
    'list-item: Dogs',
    'table-row: Year: 2024; Rent: 900',
  ])
})
