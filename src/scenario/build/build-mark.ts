import { mark } from '../../oracle/mark.ts'
import type { MarkRule } from '../../oracle/mark-rule.ts'
import { millisecondsOf, rateOf } from '../quantities.ts'
import type { MarkText } from '../schema/mark-schema.ts'

/** A market's mark rule, with averages of its own. @throws RangeError when a figure breaks its rule */
export const buildMark = (words: MarkText): MarkRule => {
  switch (words.rule) {
    case 'index':
      return mark({ rule: 'index' })
    case 'clamped-mid':
      return mark({ rule: 'clamped-mid', band: rateOf(words.band) })
    case 'index-plus-premium-ema':
      return mark({ rule: words.rule, halfLife: millisecondsOf(words.halfLife) })
    case 'median-of-three':
      return mark({
        rule: words.rule,
        halfLife: millisecondsOf(words.halfLife),
        bookHalfLife: millisecondsOf(words.bookHalfLife),
      })
  }
}
