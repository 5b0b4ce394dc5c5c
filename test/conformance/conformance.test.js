'use strict'
// Compares every case with the custom server of the real `next`: status, all headers, body bytes.

const assert = require('node:assert')
const { after, before, describe, test } = require('node:test')

const { apps, casesToRun } = require('./cases')
const { buildApp, buildFacts } = require('./support/fixture-apps')
const { AppUnderTest } = require('./support/suite')

const nextServer = ['base-server.js', 'next-server.js', 'router-server.js']

// The number of apps whose cases run at the same time. The servers of one app mostly wait: for time
// to pass, or for each other. Cases depend on earlier ones of the same app only.
const sideBySide = Number(process.env.CONFORMANCE_APPS ?? 4)

/** Sends the cases of `app` to its servers, one after the other. */
function describeApp(app) {
  describe(app, { concurrency: 1 }, () => {
    const tested = new AppUnderTest(app)
    before(() => tested.start())
    after(() => tested.stop())
    for (const testCase of casesToRun(app, buildFacts(app))) {
      test(testCase.name, async (context) => {
        const { differences, unstable } = await tested.run(testCase)
        if (unstable.length > 0) {
          context.diagnostic(`the reference differs from itself: ${unstable.join(', ')}`)
        }
        const title = `${app}: ${testCase.name}\nwhat: reference | ours`
        assert.ok(differences.length === 0, [title, ...differences].join('\n'))
      })
    }
    // Runs last, when every kind of request has been answered.
    test("Next's own server is never loaded", async () => {
      const [reference] = tested.servers
      assert.deepStrictEqual((await reference.loadedNextServer()).sort(), nextServer)
      assert.deepStrictEqual(await tested.tested.loadedNextServer(), [])
    })
  })
}

// The apps are built before the cases are listed, which name files and ids of the builds.
for (const app of apps) buildApp(app)

describe('apps', { concurrency: sideBySide }, () => {
  for (const app of apps) describeApp(app)
})
