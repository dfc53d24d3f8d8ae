// Starts the app from the files that the page preloads, and says so when that fails. A file of its
// own, because the content security policy allows no inline script.

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-reload]')) window.location.reload();
});

function address(selector) {
  return document.querySelector(selector).href;
}

try {
  const { default: start } = await import(address('link[rel=modulepreload]'));
  await start({ module_or_path: fetch(address('link[rel=preload][as=fetch]')) });
} catch (problem) {
  console.error(problem);
  const broken = document.getElementById('sightline-broken').content.cloneNode(true);
  document.getElementById('sightline').replaceChildren(broken);
}
