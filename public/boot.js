// Starts the app from the files that the page names, and says so when that fails. A file of its
// own, because the content security policy allows no inline script.

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-reload]')) window.location.reload();
});

function address(selector) {
  return document.querySelector(selector).href;
}

// The bridge to Bitbucket, which all.js makes before or after this file runs; undefined if it did not
// load.
function bridge() {
  if (window.AP || document.readyState === 'complete') return Promise.resolve(window.AP);
  return new Promise((ready) => {
    window.addEventListener('load', () => ready(window.AP), { once: true });
  });
}

function get(AP, url) {
  return new Promise((success, error) => {
    AP.require('request', (request) => {
      try {
        request({ url, type: 'GET', responseType: 'json', success, error });
      } catch (thrown) {
        error(thrown);
      }
    });
  });
}

// Makes the app's first call while the app loads. The app takes over whatever comes of it
// (app/src/host/mod.rs), so nothing is said about it here.
function makeFirstCall() {
  const context = document.getElementById('sightline-context');
  const url = context && JSON.parse(context.textContent).first_call;
  if (!url) return;
  const promise = bridge().then((AP) => get(AP, url));
  promise.catch(() => {});
  window.sightlineFirst = { url, promise };
}

try {
  makeFirstCall();
} catch {
  // The app says that the context cannot be read.
}

const MEDIA_TYPE = 'application/wasm';

// Browsers compile a program while it arrives only under its own media type, which not every host gives
// it. An answer that has it stays as it is, since browsers keep what they compiled of that.
async function program() {
  const answer = await fetch(address('link[rel=sightline-program]'));
  if (!answer.ok) throw new Error(`the program is not there: ${answer.status}`);
  if (answer.headers.get('Content-Type') === MEDIA_TYPE) return answer;
  return new Response(answer.body, { headers: { 'Content-Type': MEDIA_TYPE } });
}

// After another version was installed, the files that this page names may be gone. A page that is
// loaded anew names those that are there; one that was is not loaded a second time. What the program
// itself throws, WebAssembly's RuntimeError, would come again.
function loadsAnew(problem) {
  const [loading] = performance.getEntriesByType('navigation');
  if (problem instanceof WebAssembly.RuntimeError || loading?.type !== 'navigate') return false;
  window.location.reload();
  return true;
}

try {
  // A promise of a script before this one, where the app is to start later.
  await window.sightlineStart;
  const script = import(address('link[rel=modulepreload]'));
  const [{ default: start }, module_or_path] = await Promise.all([script, program()]);
  await start({ module_or_path });
} catch (problem) {
  console.error(problem);
  if (loadsAnew(problem)) await new Promise(() => {});
  const broken = document.getElementById('sightline-broken').content.cloneNode(true);
  document.getElementById('sightline').replaceChildren(broken);
}
