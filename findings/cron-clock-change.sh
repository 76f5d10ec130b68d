#!/usr/bin/env bash
# Two schedulers for Node.js, one schedule, the Dutch clock. On the night that an hour is skipped, "30 2 * * *" runs at 03:30 with cron-parser and at 03:00 with croner;
# "*/30 2 * * *" runs twice with cron-parser and not at all with croner. On the night that an hour comes twice, it runs two times with the one and four with the other.
# Needs Node.js 20.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --loglevel=error cron-parser@5.10.5 croner@11.0.1 >/dev/null
cat >seen.cjs <<'JS'
const { CronExpressionParser } = require('cron-parser');
const { Cron } = require('croner');
const timezone = 'Europe/Amsterdam', nights = { spring: ['2027-03-27T12:00:00Z', '2027-03-28T12:00:00Z'], autumn: ['2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'] };
const until = (next, end) => { const found = []; for (let at = next(); at < end; at = next()) found.push(at.toISOString().slice(11, 16)); return found.join(' ') || '-'; };
const rows = {};
for (const [night, [from, to]] of Object.entries(nights)) for (const schedule of ['30 2 * * *', '*/30 2 * * *']) {
  const parser = CronExpressionParser.parse(schedule, { currentDate: new Date(from), tz: timezone });
  const cron = new Cron(schedule, { timezone, paused: true });
  let last = new Date(from);
  rows[`${night} ${schedule} cron-parser`] = until(() => parser.next().toDate(), new Date(to));
  rows[`${night} ${schedule} croner`] = until(() => last = cron.nextRun(last), new Date(to));
}
for (const name of ['cron-parser', 'croner']) console.log(name, JSON.parse(require('fs').readFileSync(`node_modules/${name}/package.json`)).version);
console.log('(times in UTC; the clock there is one hour later in winter, two in summer)');
for (const [what, seen] of Object.entries(rows)) console.log(`${what}: ${seen}`);
const expected = ['01:30', '01:00', '01:00 01:30', '-', '00:30', '00:30', '00:00 00:30', '00:00 00:30 01:00 01:30'];
if (JSON.stringify(Object.values(rows)) !== JSON.stringify(expected)) { console.error('changed: expected', expected); process.exit(1); }
JS
node seen.cjs
