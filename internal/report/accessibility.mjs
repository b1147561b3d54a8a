// Checks an HTML report with axe-core in both themes, on a wide and a narrow
// screen, closed and with every detail open. It is not part of `make test`: it
// needs a browser.
//
//   npm install --no-save --prefix /tmp/axe playwright-core axe-core
//   NODE_PATH=/tmp/axe/node_modules node internal/report/accessibility.mjs internal/report/testdata/hostile.html
//
// CHROMIUM names the browser where it is not /usr/bin/chromium. Exit 1 where
// something is found.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const require = createRequire(import.meta.url)
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
let found = 0
for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 380]) {
    for (const open of [false, true]) {
      // The page's own policy lets no script run, axe's included.
      const page = await (await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } })).newPage()
      const requests = []
      page.on('request', (r) => requests.push(r.url()))
      await page.goto('file://' + resolve(process.argv[2]))
      if (open) await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true }))
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await page.evaluate(axe)
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
      const view = `${colorScheme}, ${width} px, details ${open ? 'open' : 'closed'}`
      for (const v of result.violations) {
        found++
        console.log(`${view}: ${v.impact} ${v.id}: ${v.help}`)
        for (const n of v.nodes.slice(0, 3)) console.log('   ', n.html.slice(0, 160), n.any.map((a) => a.message).join('; '))
      }
      if (overflow > 0) { found++; console.log(`${view}: the page is ${overflow} px wider than the screen`) }
      if (requests.length > 1) { found++; console.log(`${view}: the page loads ${requests.slice(1).join(' ')}`) }
      console.log(`${view}: ${result.passes.length} rules hold, ${result.violations.length} do not`)
      await page.close()
    }
  }
}
await browser.close()
process.exit(found > 0 ? 1 : 0)
