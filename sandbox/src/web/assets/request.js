// Appended to the genuine frame bundle, so it runs in the app's frame: gives apps `AP.request` and
// `AP.require('request' | 'proxyRequest')`. Callbacks cannot cross the bridge, so the frame calls the
// REST API itself and asks the host page only for the reader's token.
(function () {
  'use strict';

  const AP = window.AP;
  const bitbucket = AP && AP._hostModules && AP._hostModules.bitbucket;
  if (!bitbucket) return; // Not inside a host page.

  const { appKey, moduleId } = AP._data.options;

  const host = ask(bitbucket.getHostEnv).then(([env]) => env.baseApiUrl);

  function ask(method, ...args) {
    return new Promise((resolve) => method(...args, (...answer) => resolve(answer)));
  }

  // One token for all calls; a promise, so that calls at the same time ask once.
  let token = null;

  function accessToken(forceUpdate) {
    const asked = ask(bitbucket.requestAccessToken, { credentials: { moduleId }, forceUpdate }).then(
      ([error, value]) => {
        if (error) throw new Refusal(error);
        return value;
      },
    );
    asked.catch(() => {
      if (token === asked) token = null;
    });
    return asked;
  }

  /** The host gives no token; the message is its error code. */
  class Refusal extends Error {}

  function send(url, options, bearer) {
    return new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open(options.type || 'GET', url);
      if (bearer) xhr.setRequestHeader('Authorization', 'Bearer ' + bearer);
      if (options.contentType) xhr.setRequestHeader('Content-Type', options.contentType);
      for (const [name, value] of Object.entries(options.headers || {})) {
        if (name.toLowerCase() === 'accept') xhr.setRequestHeader('Accept', value);
      }
      xhr.onloadend = () => resolve(xhr);
      xhr.send(options.data);
    });
  }

  async function sendAsReader(url, options) {
    token = token || accessToken(false);
    const used = token;
    const bearer = await used;
    const xhr = await send(url, options, bearer);
    if (xhr.status !== 401 || !bearer) return xhr; // Anonymous readers have none to renew.
    // Another call may have fetched a new one meanwhile.
    if (token === used || !token) token = accessToken(true);
    return send(url, options, await token);
  }

  function address(base, prefix, options) {
    const api = new URL(base);
    const url = new URL(prefix ? prefix + options.url : options.url, api);
    if (url.origin !== api.origin) throw new Refusal('INVALID_URL');
    if (options.cache === false) url.searchParams.set('_', Date.now());
    return url;
  }

  function settle(xhr, options) {
    const { success, error } = options;
    if (xhr.status < 200 || xhr.status > 299) {
      if (error) error(xhr, 'error', xhr.statusText);
      return;
    }
    let data = xhr.responseText;
    if ((options.responseType || 'json') === 'json') {
      try {
        data = data ? JSON.parse(data) : undefined;
      } catch (problem) {
        if (error) error(xhr, 'parsererror', problem.message);
        return;
      }
    }
    if (success) success(data, 'success', xhr);
  }

  /** What `error` gets where no answer ever came. */
  function noAnswer(reason) {
    return {
      readyState: 0,
      status: 0,
      statusText: reason,
      responseText: '',
      getResponseHeader: () => null,
      getAllResponseHeaders: () => '',
    };
  }

  function requester(prefix) {
    return function request(url, options) {
      const asked = typeof url === 'string' ? { ...options, url } : { ...url };
      host
        .then((base) => sendAsReader(address(base, prefix, asked), asked))
        .then(
          (xhr) => settle(xhr, asked),
          (problem) => {
            if (asked.error) asked.error(noAnswer(problem.message), 'error', problem.message);
          },
        );
    };
  }

  AP.request = requester('');
  AP._hostModules.request = AP.request;
  AP._hostModules.proxyRequest = requester('/2.0/sandbox/proxy/' + encodeURIComponent(appKey));
})();
