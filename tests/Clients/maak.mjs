// Makes a client of each OpenAPI document in a folder with two generators from npm, and has the TypeScript compiler judge all of it together.
// Usage: node maak.mjs FOLDER. Says what is wrong, and ends with 1 when anything is.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const folder = resolve(process.argv[2]);
const documents = readdirSync(folder).filter(name => name.endsWith('.json'));
const wrong = [];
const files = [];

for (const name of documents) {
  const to = join(folder, name.replace(/\.json$/, ''));
  mkdirSync(to, { recursive: true });
  try {
    const types = join(to, 'types.ts');
    writeFileSync(types, astToString(await openapiTS(pathToFileURL(join(folder, name)), { silent: true })));
    files.push(types);
  } catch (e) {
    wrong.push(`openapi-typescript, ${name}: ${e.message}`);
  }
  try {
    const made = join(to, 'client');
    await createClient({
      input: join(folder, name), output: { path: made }, logs: { level: 'silent', file: false },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    });
    files.push(join(made, 'index.ts'));
    if (!readFileSync(join(made, 'sdk.gen.ts'), 'utf8').includes('export const')) wrong.push(`@hey-api/openapi-ts, ${name}: no operation came out`);
  } catch (e) {
    wrong.push(`@hey-api/openapi-ts, ${name}: ${e.message}`);
  }
}

const program = ts.createProgram(files, {
  noEmit: true, strict: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [],
});
for (const d of ts.getPreEmitDiagnostics(program).slice(0, 50)) {
  const at = d.file ? `${d.file.fileName.slice(folder.length + 1)}:${d.file.getLineAndCharacterOfPosition(d.start).line + 1}` : '';
  wrong.push(`typescript, ${at}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`);
}
console.log(`${documents.length} documents, ${files.length} clients`);
for (const w of wrong) console.error(w);
process.exit(wrong.length > 0 || documents.length === 0 ? 1 : 0);
