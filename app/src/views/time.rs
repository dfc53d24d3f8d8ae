//! A time as how long ago it was, the exact time on hover.

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;

use crate::{age, clock};

pub(crate) fn view(time: Timestamp) -> impl IntoView {
    view! {
        <time datetime=time.to_string() title=clock::exact(time)>
            {age::words(clock::now(), time)}
        </time>
    }
}
