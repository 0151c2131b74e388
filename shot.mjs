import { chromium } from '@playwright/test';
const [,, out, theme, width, height, ...paths] = process.argv;
const base = process.env.BASE ?? 'http://localhost:3000';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const page = await browser.newPage({ viewport: { width: +width, height: +height }, colorScheme: theme });
page.on('console', m => { if (m.type() === 'error') console.log('console:', m.text().slice(0, 300)); });
await page.goto(base + '/iac');
const as = process.env.AS ?? 'Ada';
await page.evaluate(t => localStorage.setItem('theme', t), theme);
let n = 0;
for (const p of paths) {
  await page.goto(base + p);
  const b = page.getByRole('button', { name: `Sign in as ${as}` });
  await b.waitFor({ timeout: 60000 });
  await b.click();
  await page.waitForTimeout(2500);
  await page.screenshot({ path: `${out}-${n++}.png`, fullPage: process.env.FULL === '1' });
}
await browser.close();
