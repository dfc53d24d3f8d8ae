new EventSource("live-reload").addEventListener("message", (event) => {
  if (event.data === "reload") parent.postMessage("sightline:reload", "*");
});
