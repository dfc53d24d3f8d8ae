// Runs first in every frame of an app for Forge: makes `window.__bridge`, through which `@forge/bridge`
// talks to the host page (web/assets/forge-host.js), and reports how high the page is.
(function () {
  'use strict';

  if (window.parent === window) return; // Not inside a host page.

  const waiting = new Map(); // By number of the call.
  let last = 0;

  function tell(message) {
    // The host page looks at who sends it, and answers nobody else.
    window.parent.postMessage({ forge: message }, '*');
  }

  window.__bridge = {
    callBridge(name, payload) {
      const call = (last += 1);
      return new Promise((resolve, reject) => {
        waiting.set(call, { resolve, reject });
        tell({ call, name, payload });
      });
    },
  };

  function follow(theme) {
    document.documentElement.dataset.colorMode = theme.colorMode;
  }

  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent || !data || !data.forge) return;
    const { call, value, error, theme } = data.forge;
    if (theme) follow(theme);
    const asked = waiting.get(call);
    if (!asked) return;
    waiting.delete(call);
    if (error === undefined) asked.resolve(value);
    else asked.reject(new Error(error));
  });

  document.addEventListener('DOMContentLoaded', () => {
    const measure = () => tell({ height: Math.ceil(document.body.getBoundingClientRect().bottom) });
    new ResizeObserver(measure).observe(document.body);
    measure();
  });
})();
