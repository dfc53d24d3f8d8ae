// The host page's half of Forge's bridge: shows the frames that the server left places for, and answers
// what `@forge/bridge` asks in them.
(function () {
  'use strict';

  const frames = new Map(); // By window: { frame, origin, context }.
  const dark = window.matchMedia('(prefers-color-scheme: dark)');

  function theme() {
    const colorMode = dark.matches ? 'dark' : 'light';
    return { colorMode, [colorMode]: colorMode };
  }

  async function fetchProduct({ product, restPath, fetchRequestInit }) {
    if (product !== 'bitbucket') throw new Error('no product ' + product);
    const { method = 'GET', headers = [], body = null } = fetchRequestInit;
    const answer = await fetch('/!api/internal/forge/fetch', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ path: restPath, method, headers, body }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return { ...(await answer.json()), isAttachment: false };
  }

  function navigate({ url, type }) {
    if (!/^https?:/.test(new URL(url, window.location.href).protocol)) throw new Error('no address: ' + url);
    if (type === 'new-tab') window.open(url, '_blank', 'noopener');
    else window.location.assign(url);
  }

  const answers = {
    getContext: (shown) => ({ ...shown.context, theme: theme() }),
    fetchProduct: (shown, payload) => fetchProduct(payload),
    navigate: (shown, payload) => navigate(payload),
    reload: () => window.location.reload(),
    enableTheming(shown) {
      shown.themed = true;
      tell(shown, { theme: theme() });
    },
  };

  function tell(shown, message) {
    shown.frame.contentWindow.postMessage({ forge: message }, shown.origin);
  }

  async function answer(shown, { call, name, payload }) {
    try {
      if (!Object.hasOwn(answers, name)) throw new Error('this host has no answer to ' + name);
      tell(shown, { call, value: await answers[name](shown, payload) });
    } catch (problem) {
      tell(shown, { call, error: problem.message });
    }
  }

  window.addEventListener('message', ({ source, origin, data }) => {
    const shown = frames.get(source);
    if (!shown || origin !== shown.origin || !data || !data.forge) return;
    shown.frame.parentElement.dataset.state = 'ready';
    if (data.forge.height === undefined) answer(shown, data.forge);
    else shown.frame.style.height = data.forge.height + 'px';
  });

  dark.addEventListener('change', () => {
    for (const shown of frames.values()) if (shown.themed) tell(shown, { theme: theme() });
  });

  for (const place of document.querySelectorAll('[data-forge-frame]')) {
    const frame = document.createElement('iframe');
    frame.title = place.dataset.title;
    frame.setAttribute('sandbox', place.dataset.sandbox);
    frame.src = place.dataset.url;
    place.dataset.state = 'loading';
    place.append(frame);
    const context = JSON.parse(place.dataset.context);
    frames.set(frame.contentWindow, { frame, origin: new URL(frame.src).origin, context });
  }
})();
