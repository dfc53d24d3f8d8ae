//! Typed bindings of the JavaScript that Atlassian's hosts give to an app's page.
//!
//! # Connect
//!
//! An app of Atlassian Connect is a page in an iframe. The script `all.js`, which the page loads
//! from Bitbucket, makes `window.AP`: a bridge to the page around the iframe. Through it the app
//! calls Bitbucket's REST API **as the user who looks at the page**, and sets the size of its frame.
//! [`connect::Bridge`] is that object.
//!
//! ```
//! use atlassian_bridge::{Error, connect::Bridge};
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct PullRequest {
//!     title: String,
//! }
//!
//! async fn title(path: &str) -> Result<String, Error> {
//!     let bridge = Bridge::detect().ok_or(Error::NoBridge)?;
//!     let pull_request: PullRequest = bridge.get(path).await?;
//!     Ok(pull_request.title)
//! }
//! ```
//!
//! | call | JavaScript | asks the user for consent |
//! |---|---|---|
//! | [`get`], [`text`], [`put`] | `AP.require('request', …)`: the REST API | yes, at the first use |
//! | [`proxy_post`] | `AP.require('proxyRequest', …)`: the app's own server, to which Bitbucket forwards the call with a signed token | yes, at the first use |
//! | [`send`] | either, for every method and body | yes, at the first use |
//! | [`adopt`] | none: waits for a call that the page's JavaScript has made | with that call |
//! | [`location`] | `AP.getLocation` | no |
//! | [`resize`], [`size_to_parent`] | `AP.resize`, `AP.sizeToParent` | no |
//!
//! While Bitbucket's question for consent is open, the call waits. So the time limit of a call
//! ([`Bridge::TIMEOUT_SECONDS`]) is long; [`with_timeout`] changes it.
//!
//! ## What the page has to do
//!
//! - Load `all.js` with a plain `<script>` before the WebAssembly, and independently of it:
//!   Bitbucket gives up on a frame that does not report within five seconds.
//! - Keep `location.search` untouched until `all.js` has run: it reads `xdm_e`, `xdm_c` and `crev`
//!   from there. `window.name` carries the bridge's settings and has to stay as well.
//! - Put the content into one element with the class `ac-content`: the frame follows its height.
//! - Declare the module `oauthConsumer` in the app's descriptor, or calls end in
//!   [`Error::Refused`].
//!
//! # Forge
//!
//! A Custom UI app of Forge is a page in an iframe as well, which talks to its host through the npm
//! module `@forge/bridge`. A script of the page imports that module and exposes it:
//!
//! ```js
//! import { requestBitbucket, router, view } from '@forge/bridge';
//! window.forgeBridge = { requestBitbucket, router, view };
//! ```
//!
//! [`forge::Bridge`] is that object. The module throws where it is imported outside of Forge, so the
//! variable is missing there, and calls end in [`Error::NoBridge`].
//!
//! | call | JavaScript |
//! |---|---|
//! | [`context`] | `view.getContext()`: workspace, repository, pull request |
//! | [`forge::Bridge::send`] | `requestBitbucket(path, options)`: the REST API, as the user |
//! | [`forge::Bridge::adopt`] | none: waits for a call that the page's JavaScript has made |
//! | [`enable_theme`] | `view.theme.enable()` |
//! | [`navigate`], [`open`] | `router.navigate(url)`, `router.open(url)` |
//!
//! The module has no call for the size of the frame: the host measures the page by itself.
//!
//! # Errors
//!
//! [`Error`] is the only error type. Nothing that a bridge throws, rejects with or forgets to answer
//! gets past it: `null`, texts, exceptions and requests without a status all become one of its
//! variants, and silence becomes [`Error::Timeout`]. It can be compared, so a test asserts all of
//! it. It holds the host's words and at most one member of an answer, never a whole answer.
//!
//! # Decoding
//!
//! Answers are decoded by serde from JavaScript values. `null`, `undefined` and missing members are
//! all `None` for an `Option`. Integers have to be safe integers (below 2^53 in magnitude), as
//! JavaScript has rounded larger ones already; [`Error::Decode`] names the member. An answer that
//! arrives as text is parsed as JSON first.
//!
//! [`get`]: connect::Bridge::get
//! [`text`]: connect::Bridge::text
//! [`put`]: connect::Bridge::put
//! [`proxy_post`]: connect::Bridge::proxy_post
//! [`send`]: connect::Bridge::send
//! [`adopt`]: connect::Bridge::adopt
//! [`location`]: connect::Bridge::location
//! [`resize`]: connect::Bridge::resize
//! [`size_to_parent`]: connect::Bridge::size_to_parent
//! [`context`]: forge::Bridge::context
//! [`enable_theme`]: forge::Bridge::enable_theme
//! [`navigate`]: forge::Bridge::navigate
//! [`open`]: forge::Bridge::open
//! [`with_timeout`]: connect::Bridge::with_timeout
//! [`Bridge::TIMEOUT_SECONDS`]: connect::Bridge::TIMEOUT_SECONDS

mod answer;
pub mod connect;
mod deadline;
mod error;
mod ffi;
pub mod forge;
mod method;
mod pending;
mod rejection;
mod started;
mod xhr;

pub use answer::Answer;
pub use error::Error;
pub use method::Method;
pub use started::StartedCall;
