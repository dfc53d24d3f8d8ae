// Flags: what apps tell the reader beside their frames, with `AP.flag`.
(function () {
  'use strict';

  const host = window.sandboxHost;
  if (!host) return;

  const AUTO_CLOSE = 5000;
  const TYPES = ['info', 'success', 'warning', 'error'];

  const list = document.createElement('div');
  list.className = 'flags';
  list.setAttribute('role', 'region');
  list.setAttribute('aria-label', 'Notifications');
  document.body.append(list);

  /** An element with text; what an app says is never markup. */
  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function button(text, press) {
    const made = element('button', 'button quiet', text);
    made.type = 'button';
    made.addEventListener('click', press);
    return made;
  }

  host.provide('flag', {
    create({ id, title, body, type, close, actions, onClose }) {
      const flag = document.createElement('div');
      flag.className = 'flag';
      flag.dataset.type = TYPES.includes(type) ? type : 'info';
      flag.setAttribute('role', type === 'error' || type === 'warning' ? 'alert' : 'status');
      const end = () => {
        if (!flag.isConnected) return;
        flag.remove();
        onClose(id);
      };
      const dismiss = button('×', end);
      dismiss.setAttribute('aria-label', 'Dismiss');
      const steps = element('p', 'row', '');
      steps.append(...actions.map((action) => button(action.actionText, action.executeAction)));
      flag.append(element('p', 'flag-title', String(title ?? '')), dismiss);
      flag.append(element('p', 'flag-body', String(body ?? '')));
      if (actions.length > 0) flag.append(steps);
      list.append(flag);
      if (close === 'auto') setTimeout(end, AUTO_CLOSE);
      return { close: end };
    },
  });
})();
