// Starts the app from the files that the page preloads, and says so when that fails. A file of its
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

try {
  const { default: start } = await import(address('link[rel=modulepreload]'));
  await start({ module_or_path: fetch(address('link[rel=preload][as=fetch]')) });
} catch (problem) {
  console.error(problem);
  const broken = document.getElementById('sightline-broken').content.cloneNode(true);
  document.getElementById('sightline').replaceChildren(broken);
}
