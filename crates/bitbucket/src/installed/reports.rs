//! Calls that publish reports, which a server alone makes.

use http::Method;
use serde_json::json;

use crate::{
    Annotation, Client, Error, Page, Report, Repository, Request, Transport, repository::segment,
};

/// Members of a report that are read.
const FIELDS: &str = "title,details,reporter,link,report_type,result,data";

/// Members of annotations that are read.
const ANNOTATION_FIELDS: &str = "values.external_id,values.annotation_type,values.path,values.line,\
    values.summary,values.severity,values.link";

/// A call that changes something and whose answer says nothing new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// PUT, POST or DELETE.
    pub method: Method,
    /// The encoded path, beginning with `/2.0/`.
    pub path: String,
    /// JSON to send.
    pub body: Option<String>,
}

/// Makes calls that publish.
pub trait Publish: Transport {
    /// Makes one call.
    fn publish(&self, write: &Write) -> impl Future<Output = Result<(), Error>>;
}

impl<T: Publish> Client<T> {
    /// The report with that id on a commit; `None` if there is none. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn report(
        &self,
        repository: &Repository,
        commit: &str,
        id: &str,
    ) -> Result<Option<Report>, Error> {
        let request = Request::get(path(repository, commit, id)).with("fields", FIELDS);
        match self.one(request).await {
            Err(Error::Status { status: 404, .. }) => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Makes the report with that id what `report` says. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn put_report(
        &self,
        repository: &Repository,
        commit: &str,
        id: &str,
        report: &Report,
    ) -> Result<(), Error> {
        let write = Write {
            method: Method::PUT,
            path: path(repository, commit, id),
            body: Some(json!(report).to_string()),
        };
        self.publish(&write).await
    }

    /// Annotations of a report, those of its first page: at most [`crate::ANNOTATIONS_A_CALL`]. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn annotations(
        &self,
        repository: &Repository,
        commit: &str,
        id: &str,
    ) -> Result<Vec<Annotation>, Error> {
        let request = Request::get(path(repository, commit, id) + "/annotations")
            .with("pagelen", &crate::ANNOTATIONS_A_CALL.to_string())
            .with("fields", ANNOTATION_FIELDS);
        let page: Page<Annotation> = self.one(request).await?;
        Ok(page.values)
    }

    /// Adds annotations, at most [`crate::ANNOTATIONS_A_CALL`], to a report that is there. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn add_annotations(
        &self,
        repository: &Repository,
        commit: &str,
        id: &str,
        annotations: &[Annotation],
    ) -> Result<(), Error> {
        let write = Write {
            method: Method::POST,
            path: path(repository, commit, id) + "/annotations",
            body: Some(json!(annotations).to_string()),
        };
        self.publish(&write).await
    }

    /// Removes a report with its annotations; nothing where there is none. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn delete_report(
        &self,
        repository: &Repository,
        commit: &str,
        id: &str,
    ) -> Result<(), Error> {
        let write = Write {
            method: Method::DELETE,
            path: path(repository, commit, id),
            body: None,
        };
        match self.publish(&write).await {
            Err(Error::Status { status: 404, .. }) => Ok(()),
            done => done,
        }
    }

    async fn publish(&self, write: &Write) -> Result<(), Error> {
        self.budget().spend()?;
        self.transport().publish(write).await
    }
}

fn path(repository: &Repository, commit: &str, id: &str) -> String {
    let (commit, id) = (segment(commit), segment(id));
    repository.path(&format!("/commit/{commit}/reports/{id}"))
}
