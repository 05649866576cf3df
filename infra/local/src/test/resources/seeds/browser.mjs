// Runs a module in a page of headless Chromium, prints what the page prints, and ends when the
// page has printed "the end".
// usage: node browser.mjs CHROMIUM SCRIPT MICROPHONE_WAV
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import puppeteer from 'puppeteer-core';

const LONGEST_MS = 50_000;
const TYPES = { '.mjs': 'text/javascript', '.wav': 'audio/wav' };
const [chromium, script, microphone] = process.argv.slice(2);

const server = createServer(async (request, response) => {
  if (request.url === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><script type="module" src="/${basename(script)}"></script>`);
    return;
  }
  const name = basename(request.url);
  try {
    const body = await readFile(join(dirname(script), name));
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    response.end(body);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));

const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--autoplay-policy=no-user-gesture-required',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphone}%noloop`,
  ],
});
let printed = Promise.resolve();
const ended = new Promise(end => setTimeout(() => end('no end'), LONGEST_MS).unref());
const page = await browser.newPage();
const over = new Promise(end => {
  page.on('console', message => {
    // One after the other: the values of objects come asynchronously.
    printed = printed.then(async () => {
      const values = await Promise.all(message.args().map(value => value.jsonValue()));
      const line = values.map(v => (typeof v === 'string' ? v : JSON.stringify(v))).join(' ');
      process.stdout.write(`${line}\n`);
      if (line === 'the end') end('the end');
    });
  });
});
page.on('pageerror', error => process.stdout.write(`page error: ${error.message}\n`));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
// A timer that holds nobody up would let the process end too early: the browser keeps it alive.
const how = await Promise.race([over, ended]);
await browser.close();
server.close();
process.exit(how === 'the end' ? 0 : 1);
