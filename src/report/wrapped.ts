/** A paragraph broken at spaces so that no line is longer than `width`, unless a word is; `indent` goes before the second line on. */
export const wrapped = (text: string, width: number, indent = '  '): string => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `${indent}${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.join('\n')
}
