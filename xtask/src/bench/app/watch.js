// Watches the app's frame from a world of its own: the app sees nothing of it.
(() => {
  if (window === window.top) return;

  // The panel's title; on a repository's page, the first row of the queue.
  const FIRST = 'h2.title, table.queue tbody tr';
  // What the pull request waits for: the first sentence of the panel that sighted readers see.
  const HEADLINE = 'p.waits strong';
  const BLOCK = 'section.block';
  const LOADING = '.skeleton, .bone, .boot';
  const FOREIGN = ['cross-origin-ancestor', 'cross-origin-unreachable'];

  const tasks = [];
  let begun = false;
  let answered = false;
  let shown = 0;
  let shows = 0;

  // In milliseconds since the navigation of this frame; null until it is painted.
  const bench = (globalThis.bench = { first: null, headline: null, complete: null });

  /** Calls back with the time once the next frame is painted. */
  function painted(then) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(null);
    });
  }

  function look() {
    if (!begun && document.querySelector(FIRST)?.textContent.trim()) {
      begun = true;
      painted((time) => (bench.first = time));
    }
    if (!answered && document.querySelector(HEADLINE)?.textContent.trim()) {
      answered = true;
      painted((time) => (bench.headline = time));
    }
    const complete = document.querySelector(BLOCK) && !document.querySelector(LOADING);
    if (!complete) {
      shown = 0;
      bench.complete = null;
    } else if (!shown) {
      const mine = (shown = ++shows);
      painted((time) => {
        if (shown === mine) bench.complete = time;
      });
    }
  }

  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
  });
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({
    type: 'longtask',
    buffered: true,
  });

  /** All blocks, once none has been loading again for a second. */
  bench.settled = () => bench.complete && performance.now() - bench.complete > 1000;

  /** The longest task that began at that time or later; 50 for none above 50 ms. */
  bench.longest = (since) => {
    const ours = tasks.filter((task) => task.startTime >= since && !FOREIGN.includes(task.name));
    return Math.max(50, ...ours.map((task) => task.duration));
  };

  /** The files of the app that were transferred: bytes of all, and bytes and time of the largest. */
  bench.files = () => {
    const files = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.startsWith(location.origin + '/') && /\.(js|css|wasm)$/.test(name))
      .sort((one, other) => other.encodedBodySize - one.encodedBodySize);
    return {
      bytes: files.reduce((sum, file) => sum + file.encodedBodySize, 0),
      largest: files[0]?.encodedBodySize,
      took: files[0]?.duration,
    };
  };

  /** Milliseconds of some work, the fastest of five times. */
  bench.work = () => {
    const times = Array.from({ length: 5 }).map(() => {
      const start = performance.now();
      let sum = 0;
      for (let at = 0; at < 1e7; at += 1) sum = (sum + at) % 1021;
      return sum < 0 ? NaN : performance.now() - start;
    });
    return Math.min(...times);
  };
})();
