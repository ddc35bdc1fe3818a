#!/usr/bin/env node
/*
 * Stands in for cloudflared at its boundary: the same arguments, environment, log lines and signals. What it prints is the format of its documentation and
 * source (quick_tunnel.go's box, "Registered tunnel connection connIndex=..."). FAKE_CLOUDFLARED says what happens; what it was given goes to FAKE_RECORD.
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const args = process.argv.slice(2);
const plan = process.env.FAKE_CLOUDFLARED ?? '';
const record = process.env.FAKE_RECORD;

function log(level, text) {
  process.stderr.write(`2026-11-22T08:00:00Z ${level} ${text}\n`);
}

if (args[0] === '--version') {
  const version = /version=(\S+)/.exec(plan)?.[1] ?? '2026.10.1';
  process.stdout.write(
    version === 'none' ? 'some other program\n' : `cloudflared version ${version} (built 2026-10-05-1200 UTC)\n`,
  );
  process.exit(0);
}
if (record !== undefined)
  appendFileSync(record, `${JSON.stringify({ pid: process.pid, args, token: process.env.TUNNEL_TOKEN ?? null })}\n`);

const quick = args.includes('--url');
if (!plan.includes('stubborn')) process.on('SIGTERM', () => process.exit(0));
else process.on('SIGTERM', () => log('INF', 'Initiating graceful shutdown due to signal terminated ...'));

if (plan.includes('too-many')) {
  log('INF', 'Requesting new quick Tunnel on trycloudflare.com...');
  log(
    'ERR',
    'Error unmarshaling QuickTunnel response: error code: 1015 error="invalid character" status_code="429 Too Many Requests"',
  );
  process.stderr.write('failed to unmarshal quick Tunnel: invalid character\n');
  process.exit(1);
}
if (plan.includes('offline')) {
  process.stderr.write(
    'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com: no such host\n',
  );
  process.exit(1);
}
if (plan.includes('configured')) {
  process.stderr.write('Use `cloudflared tunnel run` to start tunnel 11111111-2222-3333-4444-555555555555\n');
  process.exit(1);
}
if (!quick && process.env.TUNNEL_TOKEN !== 'good-token') {
  process.stderr.write("Provided Tunnel token is not valid.\nSee 'cloudflared tunnel run --help'.\n");
  process.exit(255);
}
if (plan.includes('deleted')) {
  log(
    'ERR',
    'Register tunnel error from server side error="Unauthorized: Tunnel not found" connIndex=0 event=0 ip=198.41.192.7',
  );
  log('INF', 'Retrying connection in up to 2s connIndex=0 event=0 ip=198.41.192.7');
}

const ready = createServer((request, response) => {
  response.writeHead(request.url === '/ready' && !plan.includes('unready') ? 200 : 503).end();
});
ready.listen(0, '127.0.0.1', () => {
  if (quick) {
    log('INF', 'Thank you for trying Cloudflare Tunnel. See https://www.cloudflare.com/website-terms/');
    log('INF', 'Requesting new quick Tunnel on trycloudflare.com...');
    log('INF', '+--------------------------------------------------------------------------------------------+');
    log('INF', '|  Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):  |');
    log('INF', `|  https://four-dashed-word-${process.pid}.trycloudflare.com                                     |`);
    log('INF', '+--------------------------------------------------------------------------------------------+');
  }
  log('INF', `Starting metrics server on 127.0.0.1:${ready.address().port}/metrics`);
  if (plan.includes('silent') || plan.includes('deleted')) return;
  log(
    'INF',
    'Registered tunnel connection connIndex=0 connection=6a4ed8a7-e279-441d-bbbe-aeda5bfcd3aa event=0 ip=198.41.200.23 location=mia04 protocol=quic',
  );
  if (!quick)
    log(
      'INF',
      'Registered tunnel connection connIndex=1 connection=7a4ed8a7-e279-441d-bbbe-aeda5bfcd3aa event=0 ip=198.41.192.7 location=mia04 protocol=quic',
    );
});

// Each signal is one thing that happens to it later.
process.on('SIGUSR2', () => {
  log('ERR', 'Connection terminated error="timeout: no recent network activity" connIndex=0');
  log('INF', 'Retrying connection in up to 1s connIndex=0 event=0 ip=198.41.200.23');
  setTimeout(
    () =>
      log(
        'INF',
        'Registered tunnel connection connIndex=0 connection=8a4ed8a7-e279-441d-bbbe-aeda5bfcd3aa event=0 ip=198.41.200.23 location=mia04 protocol=quic',
      ),
    30,
  );
});
