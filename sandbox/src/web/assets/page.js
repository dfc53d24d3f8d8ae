// The account menu, and menus that close by themselves.
(function () {
  'use strict';

  document.addEventListener('click', (event) => {
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      navigator.clipboard.writeText(copy.dataset.copy).then(() => {
        copy.textContent = 'Copied';
      });
    }
    const reload = event.target.closest('[data-reload]');
    if (reload) window.location.reload();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  for (const button of document.querySelectorAll('[data-sign-in]')) {
    button.addEventListener('click', async () => {
      await fetch('/!api/internal/session', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: button.dataset.signIn }),
      });
      window.location.reload();
    });
  }
})();
