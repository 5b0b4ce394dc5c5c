'use strict'
// A built app in a real browser: it hydrates, and client-side navigation needs no new document.

const assert = require('node:assert/strict')
const { after, before, describe, test } = require('node:test')

const { clickCounter, heading, isMarked, mark, openBrowser } = require('./support/browser')
const { prepareApp, startServer } = require('./support/start-server')

const options = { timeout: 120_000 }

let server
let browser

before(async () => {
  prepareApp({ build: true })
  server = await startServer({ dev: false })
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

// Opens `path`, passes the page to `body` and checks that the page reported no problem.
async function visit(path, body) {
  const { page, problems, requests } = await browser.newPage()
  try {
    await page.goto(server.origin + path)
    await body(page, requests, problems)
    assert.deepEqual(problems, [])
  } finally {
    await page.close()
  }
}

function documentsOf(requests) {
  return requests.filter(({ type }) => type === 'document').map(({ url }) => url)
}

for (const { router, path, title } of [
  { router: 'app', path: '/', title: 'App home' },
  { router: 'pages', path: '/old', title: 'Old home' }
]) {
  test(`a page of the ${router} router hydrates`, options, async () => {
    await visit(path, async (page) => {
      await heading(page, title)
      const shown = await clickCounter(page)
      await page.locator('#counter').click()
      const count = Number(shown.replace('count ', ''))
      await page.locator('#counter', { hasText: `count ${count + 1}` }).waitFor()
    })
  })
}

describe('app router', options, () => {
  test('navigates to a prerendered page, back and forward, in one document', async () => {
    await visit('/', async (page, requests) => {
      await clickCounter(page)
      await mark(page)
      await page.click('text=about')
      await heading(page, 'App about')
      assert.equal(new URL(page.url()).pathname, '/about')
      await page.goBack()
      await heading(page, 'App home')
      await page.goForward()
      await heading(page, 'App about')
      assert.ok(await isMarked(page))
      assert.deepEqual(documentsOf(requests), ['/'])
    })
  })

  test('prefetches the links in view, so that navigation needs no further request', async () => {
    await visit('/', async (page, requests) => {
      await page.waitForLoadState('networkidle')
      const isPrefetch = ({ pathname, headers }) =>
        pathname === '/about' && headers['next-router-prefetch'] !== undefined
      assert.ok(requests.some(isPrefetch), 'no prefetch of /about')
      const earlier = requests.length
      await page.click('text=about')
      await heading(page, 'App about')
      const later = requests.slice(earlier).filter(({ pathname }) => pathname === '/about')
      assert.deepEqual(later, [])
    })
  })

  test('streams a dynamic page: the fallback first, then the rest', async () => {
    await visit('/', async (page, requests) => {
      await page.waitForLoadState('networkidle')
      await mark(page)
      await page.click('text=time')
      await heading(page, 'App time')
      await page.locator('#waiting').waitFor({ timeout: 5_000 })
      await page.locator('#late').waitFor()
      assert.match(await page.locator('#late').textContent(), /^rendered at \d+$/)
      assert.ok(await isMarked(page))
      assert.deepEqual(documentsOf(requests), ['/'])
    })
  })

  test('streams the document of a dynamic page', async () => {
    await visit('/', async (page) => {
      await page.goto(`${server.origin}/time`, { waitUntil: 'commit' })
      await page.locator('#waiting').waitFor({ timeout: 5_000 })
      await page.locator('#late').waitFor()
    })
  })

  test('a server action answers without a new document', async () => {
    await visit('/form', async (page, requests) => {
      await page.waitForLoadState('networkidle')
      await mark(page)
      await page.fill('[name=word]', 'lantern')
      await page.click('#send')
      await page.locator('#remembered', { hasText: 'lantern' }).waitFor()
      assert.ok(await isMarked(page))
      const actions = requests.filter(({ headers }) => headers['next-action'])
      assert.equal(actions.length, 1)
    })
  })

  test('an unknown address shows the not-found page in place', async () => {
    await visit('/about', async (page, requests, problems) => {
      await page.waitForLoadState('networkidle')
      await mark(page)
      await page.click('text=nowhere')
      await page.locator('text=This page could not be found').waitFor()
      // Chromium itself reports the 404 of the request.
      const others = problems.filter((text) => !text.includes('404'))
      problems.splice(0, problems.length, ...others)
    })
  })
})

describe('pages router', options, () => {
  for (const { name, link, title, text, data } of [
    {
      name: 'a page with getStaticProps',
      link: 'static props',
      title: 'Old static',
      text: 'made by the build',
      data: '/old/static.json'
    },
    {
      name: 'a page with getServerSideProps',
      link: 'server props',
      title: 'Old server',
      text: 'quay',
      data: '/old/server.json'
    }
  ]) {
    test(`navigates to ${name} by its data route`, async () => {
      await visit('/old', async (page, requests) => {
        await clickCounter(page)
        await mark(page)
        await page.click(`text=${link}`)
        await heading(page, title)
        assert.equal(await page.locator('#text').textContent(), text)
        assert.ok(await isMarked(page))
        assert.deepEqual(documentsOf(requests), ['/old'])
        const fetched = requests.filter(({ pathname }) => pathname.endsWith(data))
        assert.ok(fetched.length > 0, `no request for ${data}`)
        await page.goBack()
        await heading(page, 'Old home')
        assert.ok(await isMarked(page))
      })
    })
  }

  test('prefetches the data of a link in view', async () => {
    await visit('/old', async (page, requests) => {
      await page.waitForLoadState('networkidle')
      assert.ok(requests.some(({ pathname }) => pathname.endsWith('/old/static.json')))
    })
  })

  test('changes to the app router', async () => {
    await visit('/old/server?word=pier', async (page) => {
      await heading(page, 'Old server')
      assert.equal(await page.locator('#text').textContent(), 'pier')
      // Not awaited in the page: the promise does not settle when the document is replaced.
      await page.evaluate(() => void window.next.router.push('/about'))
      await heading(page, 'App about')
    })
  })
})
