'use strict'

const assert = require('node:assert')
const { setImmediate: turn } = require('node:timers/promises')
const test = require('node:test')
const { RenderTurns } = require('../../../../lib/renderers/entrypoint/render-turns')

// Takes turns as requests do. Returns a list to which each name is added when it gets its turn.
function askFor(turns, names) {
  const started = []
  for (const name of names) {
    const wait = async () => {
      await turns.take()
      started.push(name)
    }
    void wait()
  }
  return started
}

test('a render that is alone starts at once', async () => {
  const turns = new RenderTurns()
  assert.strictEqual(turns.take(), undefined)
  await turn()
  await turn()
  assert.strictEqual(turns.take(), undefined)
})

test('many start in their order, one in each turn of the event loop', async () => {
  const turns = new RenderTurns()
  const started = askFor(turns, ['a', 'b', 'c', 'd'])
  const counts = []
  while (started.length < 4) {
    await turn()
    counts.push(started.length)
  }
  assert.deepStrictEqual(started, ['a', 'b', 'c', 'd'])
  counts.forEach((count, index) => assert.ok(count - (counts[index - 1] ?? 1) <= 1, `${counts}`))
})

test('later renders wait behind earlier ones, and each gets its turn', async () => {
  const turns = new RenderTurns()
  const first = askFor(turns, [1, 2, 3])
  await turn()
  const second = askFor(turns, [4, 5])
  for (let i = 0; i < 10; i += 1) await turn()
  assert.deepStrictEqual(
    [first, second],
    [
      [1, 2, 3],
      [4, 5]
    ]
  )
  assert.strictEqual(turns.take(), undefined)
})
