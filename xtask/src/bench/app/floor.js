// The least that shows a pull request's title: the app's first call, through the bridge.
const path = document.querySelector('[data-path]').dataset.path;

window.AP.require('request', (request) => {
  request({
    url: path,
    type: 'GET',
    responseType: 'json',
    success: (answer) => {
      const pull = typeof answer === 'string' ? JSON.parse(answer) : answer;
      const title = document.createElement('h2');
      title.className = 'title';
      title.textContent = pull.title;
      document.body.append(title);
    },
    error: (problem) => console.error(problem),
  });
});
