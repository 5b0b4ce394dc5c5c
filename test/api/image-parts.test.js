'use strict'

// What the image optimizer is made of: the queue of its jobs, and the memory bounded by size.

const assert = require('node:assert')
const path = require('node:path')
const test = require('node:test')
const { setTimeout: delay } = require('node:timers/promises')
const { gate } = require('./support/gate')
const { lib } = require('./support/core')

const { ByteLru } = require(path.join(lib, 'image/byte-lru'))
const { DroppedJob, JobQueue } = require(path.join(lib, 'image/concurrency-limiter'))

test('a queue runs so many jobs at once, in their order', async () => {
  const queue = new JobQueue(2)
  const gates = Array.from({ length: 5 }, gate)
  const begun = []
  const jobs = gates.map(({ opened }, index) =>
    queue.run(
      () => {
        begun.push(index)
        return opened
      },
      () => true
    )
  )
  await delay(0)
  assert.deepStrictEqual(begun, [0, 1])
  gates[1].open('second')
  assert.strictEqual(await jobs[1], 'second')
  await delay(0)
  assert.deepStrictEqual(begun, [0, 1, 2])
  for (const { open } of gates) open()
  await Promise.all(jobs)
  assert.deepStrictEqual(begun, [0, 1, 2, 3, 4])
})

test('a queue goes on behind jobs that fail or that nobody wants any more', async () => {
  const queue = new JobQueue(1)
  const fail = async () => {
    throw new Error('of a job')
  }
  const first = queue.run(fail, () => false)
  const second = queue.run(fail, () => true)
  const third = queue.run(fail, () => false)
  const fourth = queue.run(
    async () => 'done',
    () => true
  )
  await assert.rejects(first, /of a job/, 'a job that can be begun at once is wanted')
  await assert.rejects(second, /of a job/)
  await assert.rejects(third, DroppedJob)
  assert.strictEqual(await fourth, 'done')
  assert.strictEqual(
    await queue.run(
      async () => 'again',
      () => false
    ),
    'again'
  )
})

test('an LRU by size drops what has not been used for longest', () => {
  const lru = new ByteLru(80)
  for (let key = 0; key < 8; key++) lru.set(key, `value ${key}`, 10)
  lru.get(0)
  lru.set(8, 'value 8', 10)
  assert.strictEqual(lru.get(1), undefined)
  assert.strictEqual(lru.get(0), 'value 0')
  lru.set(0, 'larger', 11)
  assert.strictEqual(lru.get(0), undefined, 'one value may not push out many')
  lru.set(9, 'value 9', 10)
  assert.strictEqual(lru.get(2), 'value 2')
  lru.delete(2)
  lru.delete(2)
  lru.set(10, 'value 10', 10)
  lru.set(10, 'anew', 10)
  assert.strictEqual(lru.get(3), 'value 3')
  assert.strictEqual(lru.get(10), 'anew')
})
