#!/usr/bin/env bash
# dayjs with its own plugin for durations: the term P6W, which zaaktypen hold as doorlooptijd, moves a date by nothing; P42D moves it by six weeks.
# A duration made as 40 days is written back as P1M9DT14H, so a term changes on its way through a form. Needs Node.js 20.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --loglevel=error dayjs@1.11.23 luxon@3.7.2 >/dev/null
cat >seen.cjs <<'JS'
const dayjs = require('dayjs');
const { DateTime, Duration } = require('luxon');
dayjs.extend(require('dayjs/plugin/duration'));
const day = '2026-01-31';
const rows = {
  'dayjs P6W': dayjs(day).add(dayjs.duration('P6W')).format('YYYY-MM-DD'),
  'dayjs P42D': dayjs(day).add(dayjs.duration('P42D')).format('YYYY-MM-DD'),
  'dayjs 6 weeks, without a duration': dayjs(day).add(6, 'week').format('YYYY-MM-DD'),
  'luxon P6W': DateTime.fromISO(day, { zone: 'utc' }).plus(Duration.fromISO('P6W')).toISODate(),
  'dayjs duration(40, days)': dayjs.duration(40, 'days').toISOString(),
};
console.log('dayjs', require('dayjs/package.json').version, 'luxon', require('luxon/package.json').version);
for (const [what, seen] of Object.entries(rows)) console.log(`${what}: ${seen}`);
const expected = ['2026-01-31', '2026-03-14', '2026-03-14', '2026-03-14', 'P1M9DT14H'];
if (JSON.stringify(Object.values(rows)) !== JSON.stringify(expected)) { console.error('changed: expected', expected); process.exit(1); }
JS
node seen.cjs
