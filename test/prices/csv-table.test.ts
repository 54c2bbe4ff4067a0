import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvTable } from '../../src/prices/csv-table.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const field = fc.stringMatching(/^[A-Za-z0-9.:+-]{1,8}$/)

test('what is joined by a separator is cut by it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, separator, newline, last) => {
        const text = rows.map((row) => row.join(separator)).join(newline) + (last ? newline : '')
        expect(csvTable(bytes(text)).rows).toEqual(rows)
      },
    ),
  )
})

test('lines are counted as an editor counts them', () => {
  expect(csvTable(bytes('\uFEFFa,b\n\n1,2\r\n \n"3", "4"\n'))).toEqual({
    rows: [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ],
    lines: [1, 3, 5],
  })
})

test('bytes that are no UTF-8 are refused', () => {
  expect(() => csvTable(Uint8Array.of(0x61, 0xff, 0xfe))).toThrow(TypeError)
})
