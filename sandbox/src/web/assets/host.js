// The host page's half of the bridge: shows the frames that the server left places for, and answers
// what apps ask of Bitbucket.
(function () {
  'use strict';

  const LOAD_TIMEOUT = 5000;
  // As the script of Bitbucket's own pages gives them (`@atlassian/bitbucket-connect-js`). The
  // documentation says that frames are sandboxed, and names no attributes:
  // https://developer.atlassian.com/cloud/bitbucket/about-the-javascript-api/ ("Sandboxing"). Without
  // `allow-downloads` a frame saves no file, and without `allow-popups-to-escape-sandbox` neither does a
  // tab that it opens.
  // https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-sandbox
  const SANDBOX =
    'allow-forms allow-modals allow-popups allow-scripts allow-same-origin ' +
    'allow-top-navigation-by-user-activation';

  const page = document.documentElement.dataset;
  const places = document.querySelectorAll('[data-connect-frame]');
  const frames = new Map(); // By extension id.
  const connectHost = window.connectHost;
  if (!connectHost) {
    for (const place of places) place.dataset.state = 'bridgeless';
    return;
  }

  async function post(name, body) {
    const answer = await fetch('/!api/internal/connect/' + name, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!text) return answer.ok ? {} : { error: 'INVALID_RESPONSE' };
    const json = JSON.parse(text);
    return answer.ok || json.error ? json : { error: 'INVALID_RESPONSE' };
  }

  // Tokens

  // What the reader was asked on this page and has not answered yet: a promise by dialog.
  const asked = new Map();

  function dialogOf(appKey) {
    const dialogs = Array.from(document.querySelectorAll('dialog[data-consent]'));
    return dialogs.find((dialog) => dialog.dataset.consent === appKey);
  }

  function consent(dialog) {
    if (!asked.has(dialog)) {
      asked.set(
        dialog,
        ask(dialog).finally(() => asked.delete(dialog)),
      );
    }
    return asked.get(dialog);
  }

  /** Resolves to whether the reader allows. Closing the dialog denies this once. */
  async function ask(dialog) {
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    const answer = dialog.returnValue;
    if (answer === 'allow' || answer === 'deny') {
      await post('consent', { app_key: dialog.dataset.consent, answer });
      dialog.dataset.answer = answer;
    }
    return answer === 'allow';
  }

  async function token(options, forceUpdate) {
    const dialog = dialogOf(options.appKey); // None for anonymous readers: there is nobody to ask.
    const denied = { error: 'USER_DENIED_ACCESS' };
    if (dialog && dialog.dataset.answer === 'deny') return { error: 'USER_ALREADY_DENIED_ACCESS' };
    if (dialog && dialog.dataset.answer === 'none' && !(await consent(dialog))) return denied;
    const body = {
      app_key: options.appKey,
      module_id: options.moduleId,
      force_update: Boolean(forceUpdate),
    };
    const answer = await post('access-token', body);
    // Forgotten meanwhile, on another page.
    if (answer.error !== 'CONSENT_REQUIRED' || !dialog) return answer;
    return (await consent(dialog)) ? post('access-token', body) : denied;
  }

  connectHost.defineModule('bitbucket', {
    requestAccessToken: function requestAccessToken(request, callback) {
      const options = callback._context.extension.options;
      const asked = request || {};
      if (!asked.credentials || asked.credentials.moduleId !== options.moduleId) {
        callback('MODULE_NOT_FOUND');
        return;
      }
      token(options, asked.forceUpdate).then(
        (answer) => callback(answer.error || null, answer.token),
        () => callback('INVALID_RESPONSE'),
      );
    },
    getHostEnv: function getHostEnv(callback) {
      callback({ baseApiUrl: page.api });
    },
    getCurrentUser: function getCurrentUser(callback) {
      callback(page.user ? { uuid: page.user } : null);
    },
  });

  // Sizes

  const sizes = {
    resize(width, height, context) {
      const frame = frames.get(context.extension_id);
      if (!frame) return;
      const { minHeight, maxHeight } = frame.parentElement.dataset;
      const wanted = Number.parseFloat(height);
      if (!Number.isFinite(wanted) || String(height).endsWith('%')) return;
      const bounded = Math.min(Math.max(wanted, Number(minHeight)), Number(maxHeight) || Infinity);
      frame.style.height = bounded + 'px';
    },
    sizeToParent(hideFooter, context) {
      const frame = frames.get(context.extension_id);
      if (frame && frame.parentElement.dataset.moduleType === 'repoPage') {
        frame.style.height = '';
        frame.classList.add('sized-to-parent');
      }
    },
  };

  connectHost.registerProvider('addon', sizes);

  // Without a name these are `AP.resize` and so on, beside the module `env` of the bundle.
  connectHost.defineModule({
    resize: function resize(width, height, callback) {
      sizes.resize(width, height, callback._context);
    },
    sizeToParent: function sizeToParent(hideFooter, callback) {
      sizes.sizeToParent(hideFooter, callback._context);
    },
    getLocation: function getLocation(callback) {
      callback(window.location.href);
    },
  });

  // Frames

  /** `own`: options of this frame alone. */
  function show(place, own) {
    const data = place.dataset;
    const { iframeAttributes, extension } = connectHost.createExtension({
      addon_key: data.appKey,
      key: data.moduleKey,
      url: data.url,
      options: {
        appKey: data.appKey,
        autoresize: true,
        hostFrameOffset: 0,
        location: data.location,
        moduleId: data.moduleId,
        moduleKey: data.moduleKey,
        moduleType: data.moduleType,
        noDOM: true,
        noDom: true,
        principalId: data.principal,
        targetHref: data.url,
        widthinpx: false,
        ...own,
      },
    });
    const frame = document.createElement('iframe');
    frame.title = data.title;
    frame.setAttribute('sandbox', SANDBOX);
    for (const name of ['id', 'name', 'src']) frame.setAttribute(name, iframeAttributes[name]);
    frames.set(extension.id, frame);
    place.dataset.state = 'loading';
    place.append(frame);
    setTimeout(() => {
      if (place.dataset.state === 'loading') place.dataset.state = 'late';
    }, LOAD_TIMEOUT);
  }

  connectHost.onIframeEstablished(({ extension }) => {
    const frame = frames.get(extension.id);
    if (frame) frame.parentElement.dataset.state = 'ready';
  });

  // Development aid: an app that was rebuilt asks for a new page, because its signed address is good
  // for a few minutes only.
  window.addEventListener('message', (event) => {
    if (event.data !== 'sightline:reload') return;
    if (Array.from(frames.values()).some((frame) => frame.contentWindow === event.source)) {
      window.location.reload();
    }
  });

  // How a flag or a dialog looks is the product's.
  function provide(name, provider) {
    connectHost.getFrameworkAdaptor().registerModule({
      getModuleRegistrationName: () => name,
      isEnabled: () => true,
      getProvider: () => provider,
    });
  }

  window.sandboxHost = { post, provide, show };
  places.forEach((place) => show(place, {}));
})();
