// Stand-in for Forge's runtime of functions, for one run: reads what is to be run from standard input, and prints
// what the function gives. `@forge/api` looks for these two globals.
'use strict';

const { readFileSync } = require('node:fs');

const { file, name, event, api, token } = JSON.parse(readFileSync(0, 'utf8'));

// Standard output is for the result.
console.log = console.info = console.debug = console.error;

globalThis.__forge_runtime__ = { appContext: {}, lambdaContext: {} };

// The proxy between functions and the REST API: in the name of the app, and to Bitbucket alone.
globalThis.__forge_fetch__ = async ({ type, provider, remote }, path, init = {}) => {
  if (type !== 'fpp' || provider !== 'app' || remote !== 'bitbucket') {
    throw new Error(`not a call of Bitbucket in the name of the app: ${type} ${provider} ${remote}`);
  }
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return fetch(api + path, { ...init, headers });
};

async function run() {
  const result = await require(file)[name](event, {});
  process.stdout.write(JSON.stringify(result));
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
