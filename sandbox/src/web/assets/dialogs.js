// Dialogs: modules that apps show above the page, with `AP.dialog`.
(function () {
  'use strict';

  const host = window.sandboxHost;
  if (!host) return;

  // One at a time, as in Bitbucket: the element, the app whose it is, and its buttons by identifier.
  let shown = null;

  /** Tells the app that its dialog closes, and closes it. */
  function leave() {
    if (shown) window.connectHost.dialog.close(shown.appKey);
  }

  function addButton({ identifier, text, type, disabled, hidden, onClick }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = type === 'primary' ? 'button primary' : 'button quiet';
    button.textContent = text;
    button.disabled = Boolean(disabled);
    button.hidden = Boolean(hidden);
    button.addEventListener('click', () => onClick());
    shown.buttons.set(identifier, button);
    shown.row.append(button);
  }

  const buttonOf = (identifier) => shown?.buttons.get(identifier);

  /** The module's frame, as the server signs it for this page. */
  async function fill(dialog, options, extension) {
    const pullRequest = /\/pull-requests\/(\d+)/.exec(window.location.pathname);
    const answer = await host.post('dialog', {
      app_key: extension.addon_key,
      module_key: extension.key,
      pull_request: pullRequest ? Number(pullRequest[1]) : null,
    });
    if (!dialog.open) return;
    const content = dialog.querySelector('.app-dialog-content');
    if (!answer.place) {
      content.textContent = 'This app has no module ' + extension.key + '.';
      return;
    }
    content.innerHTML = answer.place;
    host.show(content.firstElementChild, {
      customData: extension.options.customData,
      dialogId: options.id,
      isDialog: true,
      preventDialogCloseOnEscape: options.closeOnEscape === false,
    });
  }

  host.provide('dialog', {
    create(options, extension) {
      const dialog = document.createElement('dialog');
      dialog.className = 'app-dialog';
      dialog.dataset.size = options.size || '';
      const title = document.createElement('h2');
      title.textContent = options.header || '';
      title.hidden = !options.header;
      const content = document.createElement('div');
      content.className = 'app-dialog-content';
      const row = document.createElement('div');
      row.className = 'row';
      dialog.append(title, content, row);
      dialog.setAttribute('aria-label', options.header || extension.key);
      document.body.append(dialog);
      shown = { appKey: extension.addon_key, buttons: new Map(), dialog, row };
      if (options.chrome) options.actions.forEach(addButton);
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        if (options.closeOnEscape !== false) leave();
      });
      dialog.showModal();
      const failed = () => {
        content.textContent = 'The dialog cannot be loaded.';
      };
      fill(dialog, options, extension).catch(failed);
    },
    close() {
      if (!shown) return;
      shown.dialog.close();
      shown.dialog.remove();
      shown = null;
    },
    isActiveDialog: (appKey) => shown !== null && shown.appKey === appKey,
    createButton: addButton,
    isButtonDisabled: (identifier) => Boolean(buttonOf(identifier)?.disabled),
    isButtonHidden: (identifier) => Boolean(buttonOf(identifier)?.hidden),
    setButtonDisabled(identifier, disabled) {
      const button = buttonOf(identifier);
      if (button) button.disabled = disabled;
    },
    setButtonHidden(identifier, hidden) {
      const button = buttonOf(identifier);
      if (button) button.hidden = hidden;
    },
    toggleButton(identifier) {
      const button = buttonOf(identifier);
      if (button) button.disabled = !button.disabled;
    },
  });
})();
