//! People who are asked on every pull request.

use std::sync::Arc;

use bitbucket_cloud::{Account, AccountId, Error, PullRequest};
use serde::{Deserialize, Serialize};

use crate::{
    api::SharedServices,
    cache::{Freshness, cached_fetch},
    model::review::ReviewData,
};

/// An account as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    uuid: Option<String>,
    display_name: Option<String>,
    nickname: Option<String>,
    kind: Option<String>,
}

/// The people.
pub async fn fetch(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Result<ReviewData<Vec<Account>>, Error> {
    let fetch = async {
        let people = services.client.default_reviewers(services.repository());
        let people = people.await?.into_iter();
        Ok(people.map(Kept::from).collect::<Vec<_>>())
    };
    let cache = &services.cache;
    let people = cached_fetch(cache, "reviewers", &pull_request, Freshness::Day, fetch).await?;
    let people = people.into_iter().map(Account::from);
    Ok(ReviewData::Known(people.collect()))
}

impl From<Account> for Kept {
    fn from(account: Account) -> Self {
        Self {
            uuid: account.uuid.map(|id| id.as_str().to_owned()),
            display_name: account.display_name,
            nickname: account.nickname,
            kind: account.kind,
        }
    }
}

impl From<Kept> for Account {
    fn from(kept: Kept) -> Self {
        Self {
            uuid: kept.uuid.map(AccountId::new),
            display_name: kept.display_name,
            nickname: kept.nickname,
            kind: kept.kind,
        }
    }
}
