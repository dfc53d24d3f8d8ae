// Reads `manifest.yml` as Forge's own tools do, offline, and prints what `cargo xtask forge` needs of it
// as JSON: what `@forge/manifest` finds wrong, the policy that `@forge/csp` writes for each resource, and whether
// functions can be loaded.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { load } from 'cheerio';

const require = createRequire(import.meta.url);
const { CSPInjectionService, CSPProcessingService } = require('@forge/csp');
const { validate } = require('@forge/manifest');

const logger = { info() {}, warn() {}, error() {}, debug() {} };

// The validators look for `manifest.yml` and its resources below the working folder.
process.chdir(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));

const { manifestObject, errors = [] } = await validate();
const manifest = manifestObject.typedContent ?? manifestObject.yamlContent ?? manifestObject;

const processing = new CSPProcessingService(logger, load);
const injection = new CSPInjectionService();

function policy(folder) {
  const body = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
  const existingCSPDetails = processing.getCspDetails(body, manifest.permissions);
  const directives = injection.getInjectableCSP({
    existingCSPDetails,
    microsEnv: 'prod',
    hostname: 'https://bitbucket.org',
    isFedRAMP: false,
  });
  return directives.filter((directive) => !directive.startsWith('report-uri')).join('; ');
}

const { function: listed = [], 'bitbucket:mergeCheck': mergeChecks = [], ...shown } = manifest.modules;
const modules = Object.entries(shown).flatMap(([kind, list]) =>
  list.map(({ key, title, resource }) => ({ kind, key, title, resource })),
);
// As `cargo xtask forge` has bundled it. Loading it also compiles its WebAssembly.
const functions = Object.fromEntries(
  listed.map(({ key, handler }) => {
    const [file, name] = handler.split('.');
    const path = `function/${file}.cjs`;
    const exported = require(`./build/${path}`)[name];
    return [key, { file: path, name, callable: typeof exported === 'function' }];
  }),
);
const resources = Object.fromEntries(
  manifest.resources.map(({ key, path: folder }) => [key, { folder: path.basename(folder), policy: policy(folder) }]),
);
const problems = errors.map(({ message, level, line }) => ({ message, level, line }));

console.log(JSON.stringify({
  problems,
  invalid: processing.getInvalidCspPermissions(manifest.permissions.content ?? {}),
  app: {
    id: manifest.app.id,
    name: 'Sightline',
    scopes: manifest.permissions.scopes,
    modules,
    resources,
    mergeChecks,
    functions,
  },
}));
