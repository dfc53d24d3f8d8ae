//! Builds, tasks, comments and reviewers of a pull request.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Client, EVENTS};
use crate::{
    Account, AccountId, Activity, Comment, Error, Page, PullRequest, Repository, Request, Status,
    Task, Transport, page, repository::segment,
};

/// Most values on a page of most lists.
const HUNDRED: &str = "100";

/// Status of an account that is in use; a deactivated one is `inactive`.
const ACTIVE: &str = "active";

#[derive(Deserialize)]
struct DefaultReviewer {
    user: Option<Account>,
}

#[derive(Deserialize)]
struct AccountStatus {
    account_status: Option<String>,
}

impl<T: Transport> Client<T> {
    /// All builds of the source's head. One call for 100.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn statuses(&self, repository: &Repository, id: u32) -> Result<Vec<Status>, Error> {
        let fields = page::fields(Status::FIELDS);
        self.all(list(repository, id, "statuses", HUNDRED, &fields))
            .await
    }

    /// All tasks, oldest first. One call for 100.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn tasks(&self, repository: &Repository, id: u32) -> Result<Vec<Task>, Error> {
        let fields = page::fields(Task::FIELDS);
        self.all(list(repository, id, "tasks", HUNDRED, &fields))
            .await
    }

    /// The first page of the activity, newest first. One call; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn activity(
        &self,
        repository: &Repository,
        id: u32,
    ) -> Result<Page<Activity>, Error> {
        let mut fields = page::fields(Activity::FIELDS);
        page::add_fields(&mut fields, "values.comment.", Comment::FIELDS);
        self.one(list(repository, id, "activity", EVENTS, &fields))
            .await
    }

    /// The first page of the comments, oldest first. One call; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn oldest_comments(
        &self,
        repository: &Repository,
        id: u32,
    ) -> Result<Page<Comment>, Error> {
        let fields = page::fields(Comment::FIELDS);
        self.one(list(repository, id, "comments", HUNDRED, &fields))
            .await
    }

    /// Reviewers of every new pull request, set by the repository or its project. One call for 100.
    ///
    /// # Errors
    /// Any [`Error`]; status 403 if the reader may not see them.
    pub async fn default_reviewers(&self, repository: &Repository) -> Result<Vec<Account>, Error> {
        let fields = "user.uuid,user.display_name,user.nickname,user.type,user.links.avatar.href";
        let request = Request::get(repository.path("/effective-default-reviewers"))
            .with("pagelen", HUNDRED)
            .with("fields", &page::fields(fields));
        let reviewers: Vec<DefaultReviewer> = self.all(request).await?;
        let users = reviewers.into_iter().filter_map(|reviewer| reviewer.user);
        Ok(users.collect())
    }

    /// Makes these the reviewers of an open pull request, and changes nothing else. Bitbucket needs the
    /// title with every change. One call, which returns the changed pull request.
    ///
    /// # Errors
    /// Any [`Error`]; status 400 for a reviewer who may not be one, 403 without the right to
    /// write. A list that holds a deactivated account is refused whole, with status 400 and no name.
    pub async fn replace_reviewers(
        &self,
        repository: &Repository,
        id: u32,
        title: &str,
        reviewers: &[AccountId],
    ) -> Result<PullRequest, Error> {
        let path = repository.path(&format!("/pullrequests/{id}"));
        let reviewers: Value = reviewers
            .iter()
            .map(|uuid| json!({ "uuid": uuid }))
            .collect();
        let edit = format!(r#"{{"title":{},"reviewers":{reviewers}}}"#, json!(title));
        let request = Request::put(path, edit).with("fields", PullRequest::FIELDS);
        self.one(request).await
    }

    /// Returns whether an account is in use, and not deactivated. One call.
    ///
    /// # Errors
    /// Any [`Error`]; status 404 for an account that never was, or is gone.
    pub async fn is_active(&self, who: &AccountId) -> Result<bool, Error> {
        let path = format!("/2.0/users/{}", segment(who.as_str()));
        let request = Request::get(path).with("fields", "account_status");
        let account: AccountStatus = self.one(request).await?;
        Ok(account.account_status.is_none_or(|status| status == ACTIVE))
    }
}

fn list(repository: &Repository, id: u32, of: &str, pagelen: &str, fields: &str) -> Request {
    Request::get(repository.path(&format!("/pullrequests/{id}/{of}")))
        .with("pagelen", pagelen)
        .with("fields", fields)
}
