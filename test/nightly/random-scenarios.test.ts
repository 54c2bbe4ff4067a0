import { test } from 'vitest'
import { runsSoundly } from '../system/random-runs.ts'
import { search } from './searching.ts'

test('no random protocol in a random market loses money, lots or its place', () => search(runsSoundly(), 1))
