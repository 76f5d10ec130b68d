#!/usr/bin/env bash
# The root of a page in the design system's CSS is a container of a size of its own, and Chromium divides such a box over no sheets: on paper, a chapter that must begin on a
# new sheet does not, and what is longer than a sheet is cut where the sheet ends. With `container-type: normal` for print the chapters begin where they should.
# Needs Node.js 20, Chromium and pdfinfo (poppler-utils).
set -euo pipefail
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { echo "Chromium is missing: apt-get install chromium" >&2; exit 2; }
command -v pdfinfo >/dev/null || { echo "pdfinfo is missing: apt-get install poppler-utils" >&2; exit 2; }
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --loglevel=error @utrecht/root-css@4.1.1 >/dev/null
page() { # NAME EXTRA-CSS: three chapters, each of which must begin on a new sheet
  cat >"$1.html" <<HTML
<!DOCTYPE html><html lang="nl" class="utrecht-root"><head><meta charset="utf-8"><title>$1</title>
<link rel="stylesheet" href="node_modules/@utrecht/root-css/dist/index.css"><style>h1 + p { margin: 0 } h1:not(:first-child) { break-before: page } $2</style></head>
<body><h1>Een</h1><p>Tekst.</p><h1>Twee</h1><p>Tekst.</p><h1>Drie</h1><p>Tekst.</p></body></html>
HTML
  "$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$1.pdf" "file://$dir/$1.html" 2>/dev/null >/dev/null
  pdfinfo "$1.pdf" | awk '/^Pages/ { print $2 }'
}
as_it_is=$(page as-it-is "")
mended=$(page mended "@media print { .utrecht-root.utrecht-root { container-type: normal; display: block } }")
node -p "'@utrecht/root-css ' + require('./node_modules/@utrecht/root-css/package.json').version"
"$chromium" --version 2>/dev/null | head -n 1
echo "three chapters, each on a sheet of its own: as it is $as_it_is sheet(s), with container-type: normal $mended"
[[ $as_it_is = 1 && $mended = 3 ]] || { echo "changed: expected 1 and 3" >&2; exit 1; }
