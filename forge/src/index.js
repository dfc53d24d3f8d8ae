// The function behind the merge check: gives the program (forge/merge-check) Forge's own way of making calls, in
// the name of the app. `forge deploy` bundles this file with `@forge/api`.
import api, { assumeTrustedRoute } from '@forge/api';
import { check } from '../build/merge-check/program.js';

// The path comes from crates/bitbucket, which encodes each part of it.
async function call(path) {
  const answer = await api.asApp().requestBitbucket(assumeTrustedRoute(path));
  return { status: answer.status, body: await answer.text() };
}

export function mergeCheck(event) {
  return check(event, call);
}
