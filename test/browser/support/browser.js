'use strict'
// Drives Debian's Chromium with playwright-core.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { chromium } = require('playwright-core')

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

// Opens a browser with its own profile. close() also removes the profile.
async function openBrowser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-chromium-'))
  const context = await chromium.launchPersistentContext(profile, { executablePath, args })
  context.setDefaultTimeout(15_000)
  return {
    newPage: () => watchedPage(context),
    close: async () => {
      await context.close()
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

// Opens a page that records its requests and problems.
async function watchedPage(context) {
  const page = await context.newPage()
  const problems = []
  const requests = []
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    problems.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    requests.push({
      url: pathname + search,
      pathname,
      type: request.resourceType(),
      headers: request.headers()
    })
  })
  return { page, problems, requests }
}

// Marks the document, so that isMarked() can check that it is still the same one.
function mark(page) {
  return page.evaluate(() => {
    window.sameDocument = true
  })
}

function isMarked(page) {
  return page.evaluate(() => window.sameDocument === true)
}

function heading(page, text) {
  return page.locator('h1', { hasText: text }).waitFor()
}

// Clicks the counter until the page is interactive, at most for the default timeout.
async function clickCounter(page) {
  const counter = page.locator('#counter')
  await counter.waitFor()
  await page.waitForFunction(() => {
    const button = document.querySelector('#counter')
    if (button.textContent === 'count 0') button.click()
    return button.textContent !== 'count 0'
  })
  return counter.textContent()
}

module.exports = { clickCounter, heading, isMarked, mark, openBrowser }
