#!/usr/bin/env bash
# iso8601-duration adds months the way the Date of JavaScript overflows: a term of one month (P1M) from 31 January ends on 3 March. Luxon, dayjs, moment,
# js-joda and duration-fns end it on 28 February. Needs Node.js 20.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error iso8601-duration@2.1.4 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 @js-joda/core@6.3.2 duration-fns@3.0.2 >/dev/null
cat >seen.cjs <<'JS'
const iso = require('iso8601-duration');
const { DateTime, Duration } = require('luxon');
const dayjs = require('dayjs');
const moment = require('moment');
const joda = require('@js-joda/core');
const fns = require('duration-fns');
dayjs.extend(require('dayjs/plugin/duration'));
const day = '2026-01-31', term = 'P1M', midnight = () => new Date(`${day}T00:00:00Z`);
const rows = {
  'iso8601-duration': iso.end(iso.parse(term), midnight()).toISOString().slice(0, 10),
  luxon: DateTime.fromISO(day, { zone: 'utc' }).plus(Duration.fromISO(term)).toISODate(),
  dayjs: dayjs(day).add(dayjs.duration(term)).format('YYYY-MM-DD'),
  moment: moment.utc(day).add(moment.duration(term)).format('YYYY-MM-DD'),
  '@js-joda/core': joda.LocalDate.parse(day).plus(joda.Period.parse(term)).toString(),
  'duration-fns': fns.apply(midnight(), term).toISOString().slice(0, 10),
};
for (const [name, seen] of Object.entries(rows)) console.log(`${name} ${require(`./node_modules/${name}/package.json`).version}: ${day} + ${term} = ${seen}`);
const expected = ['2026-03-03', ...Array(5).fill('2026-02-28')];
if (JSON.stringify(Object.values(rows)) !== JSON.stringify(expected)) { console.error('changed: expected', expected); process.exit(1); }
JS
node seen.cjs
