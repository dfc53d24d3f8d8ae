//! Contexts of pages from verified URLs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use atlassian_connect::{
    Error,
    context::{Page, PageContext, RepositoryContext, Uuid},
};
use serde_json::json;

const REPOSITORY: &str = "{66666666-7777-8888-9999-000000000000}";
const USER: &str = "{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}";
/// Query as Bitbucket sends it: braces encoded, its own parameters and the token behind.
const QUERY: &str = "repository=%7B66666666-7777-8888-9999-000000000000%7D\
    &full_name=acme%2Fwidgets&pull_request=7&user=%7Baaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee%7D\
    &xdm_c=channel-demo&xdm_e=https%3A%2F%2Fbitbucket.org&crev=abc&jwt=a.b.c";

fn uuid(text: &str) -> Uuid {
    Uuid::parse(text).unwrap()
}

fn expected(page: Page) -> PageContext {
    PageContext {
        page,
        workspace: "acme".to_owned(),
        repository: Some(RepositoryContext {
            uuid: uuid(REPOSITORY),
            full_name: "acme/widgets".to_owned(),
        }),
        pull_request: (page == Page::PullRequest).then_some(7),
        user: Some(uuid(USER)),
    }
}

fn with(from: &str, to: &str) -> Result<PageContext, Error> {
    assert!(QUERY.contains(from), "{from}");
    PageContext::parse(Page::PullRequest, &QUERY.replace(from, to))
}

#[test]
fn each_page_knows_where_it_stands() {
    for page in [Page::PullRequest, Page::Repository] {
        assert_eq!(PageContext::parse(page, QUERY), Ok(expected(page)));
    }
    let workspace = "%7B11111111-2222-3333-4444-555555555555%7D";
    let configure = format!("workspace={workspace}&user={USER}");
    assert_eq!(
        PageContext::parse(Page::Configure, &configure),
        Ok(PageContext {
            page: Page::Configure,
            workspace: "{11111111-2222-3333-4444-555555555555}".to_owned(),
            repository: None,
            pull_request: None,
            user: Some(uuid(USER)),
        })
    );
    assert_eq!(
        PageContext::parse(Page::Configure, "workspace=&user="),
        Err(Error::MissingParameter {
            parameter: "workspace"
        })
    );
    assert_eq!(
        PageContext::parse(Page::Configure, "workspace={principal.uuid}"),
        Err(Error::ParameterNotFilledIn {
            parameter: "workspace",
            scope: "account"
        })
    );
}

#[test]
fn a_proxied_call_names_its_page() {
    for (name, page) in [
        ("pull-request", Page::PullRequest),
        ("repository", Page::Repository),
    ] {
        let query = format!("page={name}&{QUERY}");
        assert_eq!(PageContext::parse_proxied(&query), Ok(expected(page)));
    }
    let (parameter, expected) = ("page", "a page of a repository");
    // The configure page is for admins, and anybody can make a proxied call.
    for page in ["another", "configure"] {
        let refused = PageContext::parse_proxied(&format!("page={page}&workspace=acme&{QUERY}"));
        assert_eq!(
            refused,
            Err(Error::Parameter {
                parameter,
                expected
            }),
            "{page}"
        );
    }
    let missing = PageContext::parse_proxied(QUERY);
    assert_eq!(missing, Err(Error::MissingParameter { parameter }));
    let twice = PageContext::parse_proxied(&format!("page=repository&page=repository&{QUERY}"));
    assert_eq!(twice, Err(Error::RepeatedParameter { parameter }));
}

#[test]
fn pages_are_named_alike_in_urls_and_in_json() {
    for page in [Page::Configure, Page::PullRequest, Page::Repository] {
        let json = serde_json::to_value(page).unwrap();
        assert_eq!(Page::parse(json.as_str().unwrap()), Some(page));
    }
}

#[test]
fn nobody_may_be_signed_in() {
    let anonymous = with(
        &format!("user={}", "%7Baaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee%7D"),
        "user=",
    );
    assert_eq!(anonymous.unwrap().user, None);
    let absent = with("user=", "ignored=");
    assert_eq!(absent.unwrap().user, None);
}

#[test]
fn a_parameter_that_bitbucket_left_alone_names_the_scope_it_needs() {
    for (from, to, parameter, scope) in [
        ("=7", "={pullrequest.id}", "pull_request", "pullrequest"),
        (
            "full_name=acme%2Fwidgets",
            "full_name={repository.full_name}",
            "full_name",
            "repository",
        ),
        (
            "repository=%7B66666666-7777-8888-9999-000000000000%7D",
            "repository=%7Brepository.uuid%7D",
            "repository",
            "repository",
        ),
        (
            "user=%7Baaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee%7D",
            "user={user.uuid}",
            "user",
            "account",
        ),
    ] {
        assert_eq!(
            with(from, to),
            Err(Error::ParameterNotFilledIn { parameter, scope })
        );
    }
}

#[test]
fn a_missing_empty_or_repeated_parameter_is_named() {
    for parameter in ["repository", "full_name", "pull_request"] {
        let missing = with(&format!("{parameter}="), "ignored=");
        assert_eq!(missing, Err(Error::MissingParameter { parameter }));
        let empty = with(&format!("{parameter}="), &format!("{parameter}=&ignored="));
        assert_eq!(empty, Err(Error::MissingParameter { parameter }));
        let twice = with("xdm_c=", &format!("{parameter}=x&xdm_c="));
        assert_eq!(twice, Err(Error::RepeatedParameter { parameter }));
        let escaped = format!(
            "%{:02x}{}=x&xdm_c=",
            parameter.as_bytes()[0],
            &parameter[1..]
        );
        assert_eq!(
            with("xdm_c=", &escaped),
            Err(Error::RepeatedParameter { parameter })
        );
    }
    let parameter = "user";
    let twice = with("xdm_c=", "user=&xdm_c=");
    assert_eq!(twice, Err(Error::RepeatedParameter { parameter }));
}

#[test]
fn what_is_no_pull_request_repository_or_uuid_is_refused() {
    let parameter = "pull_request";
    for number in ["0", "-7", "%2B7", "7.0", "seven", "4294967296", "%207"] {
        let expected = "the number of a pull request";
        let refused = with("pull_request=7", &format!("pull_request={number}"));
        assert_eq!(
            refused,
            Err(Error::Parameter {
                parameter,
                expected
            }),
            "{number}"
        );
    }
    let parameter = "full_name";
    for name in ["widgets", "/widgets", "acme/", "acme/wid/gets", "/"] {
        let expected = "workspace/repository";
        let refused = with("acme%2Fwidgets", name);
        assert_eq!(
            refused,
            Err(Error::Parameter {
                parameter,
                expected
            }),
            "{name}"
        );
    }
    let refused = with("user=%7Baaaaaaaa", "user=%7Bxaaaaaaa");
    let (parameter, expected) = ("user", "a UUID in braces");
    assert_eq!(
        refused,
        Err(Error::Parameter {
            parameter,
            expected
        })
    );
}

#[test]
fn only_uuids_in_braces_are_uuids() {
    assert_eq!(uuid(REPOSITORY).as_str(), REPOSITORY);
    for text in [
        "",
        "{}",
        "66666666-7777-8888-9999-000000000000",
        "{66666666-7777-8888-9999-00000000000}",
        "{66666666-7777-8888-9999-0000000000000}",
        "{6666666677778888-9999-000000000000}",
        "{66666666-7777-8888-9999-00000000000g}",
        "{66666666-7777-8888-9999-00000000000é}",
        "{{66666666-7777-8888-9999-000000000000}}",
    ] {
        assert_eq!(Uuid::parse(text), None, "{text}");
        assert!(
            serde_json::from_value::<Uuid>(json!(text)).is_err(),
            "{text}"
        );
    }
}

#[test]
fn a_context_travels_to_the_app_as_json() {
    let json = json!({
        "page": "pull-request",
        "workspace": "acme",
        "repository": {"uuid": REPOSITORY, "full_name": "acme/widgets"},
        "pull_request": 7,
        "user": USER,
    });
    let context = expected(Page::PullRequest);
    assert_eq!(serde_json::to_value(&context).unwrap(), json);
    assert_eq!(
        serde_json::from_value::<PageContext>(json).unwrap(),
        context
    );
}
