'use strict'

const assert = require('node:assert')
const path = require('node:path')
const test = require('node:test')
const { setTimeout: delay } = require('node:timers/promises')
const { gate } = require('../../support/gate')
const { lib } = require('../../support/core')

const { AbandonedWork, ConcurrencyLimiter } = require(path.join(lib, 'image/concurrency-limiter'))

test('runs a limited number of jobs at once, in their order', async () => {
  const limiter = new ConcurrencyLimiter(2)
  const gates = Array.from({ length: 5 }, gate)
  const begun = []
  const jobs = gates.map(({ opened }, index) =>
    limiter.run(
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

test('goes on behind jobs that fail or are no longer wanted', async () => {
  const limiter = new ConcurrencyLimiter(1)
  const fail = async () => {
    throw new Error('of a job')
  }
  const first = limiter.run(fail, () => false)
  const second = limiter.run(fail, () => true)
  const third = limiter.run(fail, () => false)
  const fourth = limiter.run(
    async () => 'done',
    () => true
  )
  await assert.rejects(first, /of a job/, 'a job that can begin at once is not asked')
  await assert.rejects(second, /of a job/)
  await assert.rejects(third, AbandonedWork)
  assert.strictEqual(await fourth, 'done')
  assert.strictEqual(
    await limiter.run(
      async () => 'again',
      () => false
    ),
    'again'
  )
})
