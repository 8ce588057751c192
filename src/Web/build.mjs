// Builds everything under wwwroot/dist, styles, scripts and the icon sprite, and into fonts/ the fonts of documents; pages take those of the machine they are read on.
import { PurgeCSS } from 'purgecss';
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const from = (...parts) => join(here, 'node_modules', ...parts);
const dist = join(here, 'wwwroot', 'dist');
const fonts = join(here, 'fonts');
for (const folder of [dist, fonts]) mkdirSync(folder, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: { site: 'Assets/site.ts', charts: 'Assets/charts.ts' },
  outdir: dist,
  bundle: true,
  minify: true,
  target: 'es2022',
  logLevel: 'warning',
});
await build({
  absWorkingDir: here,
  entryPoints: ['Assets/site.css'],
  outdir: dist,
  bundle: true,
  minify: true,
  target: 'chrome111',
  logLevel: 'warning',
});
// Of Tabler only what a page, a component or a script names: a tenth of it.
const [tabler] = await new PurgeCSS().purge({
  content: ['Pages/**/*.cshtml', '{Components,Shell,Pages,Design,Applicants,Office}/**/*.cs', 'Assets/*.ts', 'node_modules/htmx.org/dist/htmx.min.js'].map(glob => join(here, glob)),
  css: [{ raw: readFileSync(from('@tabler/core/dist/css/tabler.min.css'), 'utf8') }],
  variables: true,
});
writeFileSync(join(dist, 'tabler.min.css'), tabler.css);
copyFileSync(from('htmx.org/dist/htmx.min.js'), join(dist, 'htmx.min.js'));
for (const [pack, files] of Object.entries({
  'noto-sans-sc': ['400Regular/NotoSansSC_400Regular.ttf', '600SemiBold/NotoSansSC_600SemiBold.ttf'],
  'noto-serif-sc': ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'],
})) {
  for (const file of files) {
    const target = join(fonts, file.split('/')[1]);
    if (!existsSync(target)) copyFileSync(from('@expo-google-fonts', pack, file), target);
  }
}

const names = readFileSync(join(here, 'Assets/icons.txt'), 'utf8').split('\n').map(l => l.trim()).filter(Boolean);
const missing = [];
const symbols = names.map(name => {
  const file = from('@tabler/icons/icons/outline', `${name}.svg`);
  if (!existsSync(file)) { missing.push(name); return ''; }
  const paths = readFileSync(file, 'utf8').match(/<(path|circle|line|rect|polyline|ellipse)\b[^>]*\/>/g).filter(p => !p.includes('stroke="none"'));
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${paths.join('')}</symbol>`;
});
if (missing.length) throw new Error(`No such icon: ${missing.join(', ')}`);
writeFileSync(join(dist, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
console.log(`dist: ${names.length} icons, styles, scripts, fonts`);
