// The page's half in Forge: exposes the bridge to the app (crates/bridge/src/forge), and makes the app's
// first calls while the app loads. `cargo xtask forge` bundles it with `@forge/bridge`, and puts in the
// paths of those calls.
import { requestBitbucket, router, view } from '@forge/bridge';

window.forgeBridge = { requestBitbucket, router, view };

const opened = view.getContext();

// As crates/bitbucket encodes it: the host may write a UUID with braces or without.
function braced(uuid) {
  return encodeURIComponent(`{${uuid.replace(/^\{|\}$/g, '')}}`);
}

function filled(path, { workspaceId, extension }) {
  return path
    .replace('{workspace}', () => braced(workspaceId))
    .replace('{repository}', () => braced(extension.repository.uuid))
    .replace('{pull_request}', () => extension.pullRequest.id);
}

// The app takes over whatever comes of these calls (app/src/host/forge.rs), so nothing is said about it
// here.
async function makeFirstCalls() {
  const context = await opened;
  window.sightlineStarted = FIRST_CALLS.map((path) => {
    const url = filled(path, context);
    const promise = requestBitbucket(url, { method: 'GET' });
    promise.catch(() => {});
    return { url, promise };
  });
}

makeFirstCalls().catch(() => {});

// Panel and card of a pull request stand on one page, and run in one process. The panel holds the pull
// request's lock until it shows something, and the card starts after that. Locks reach over all tabs, so
// that each pull request has its own.
const LOCK = 'sightline-first-content';
const PATIENCE = 10_000;
// Milliseconds in which the panel has taken the lock.
const AHEAD = 500;

function wait(milliseconds) {
  return new Promise((go) => {
    setTimeout(go, milliseconds);
  });
}

function firstContent() {
  return new Promise((shown) => {
    const observer = new MutationObserver(look);
    function look() {
      if (!document.querySelector('h2.title, .problem, .prose')) return;
      observer.disconnect();
      shown();
    }
    observer.observe(document, { childList: true, subtree: true });
    // The lock may have come after the content.
    look();
  });
}

async function turn() {
  const { extension } = await opened;
  if (!extension.pullRequest) return;
  const { locks } = navigator;
  const lock = `${LOCK} ${extension.repository.uuid} ${extension.pullRequest.id}`;
  if (extension.type?.endsWith('repoPullRequestCard')) {
    await wait(AHEAD);
    await locks?.request(lock, () => {});
  } else {
    locks?.request(lock, () => Promise.race([firstContent(), wait(PATIENCE)]));
  }
}

// boot.js waits for it.
window.sightlineStart = turn().catch(() => {});
