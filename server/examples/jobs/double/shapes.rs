//! Hashes, pull requests and diffs of the repositories.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{World, full_name};

pub(super) fn hash(of: &str) -> String {
    let digest = Sha256::digest(of);
    digest[..20]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

pub(super) fn source(world: &World, tenant: u32, pull: u32) -> String {
    let moved = world
        .moved
        .get(&(tenant, pull))
        .copied()
        .unwrap_or_default();
    hash(&format!("{tenant} {pull} {moved}"))
}

pub(super) fn open(world: &World, tenant: u32, id: u32) -> Value {
    let state = match world.closed.contains(&(tenant, id)) {
        true => "MERGED",
        false => "OPEN",
    };
    json!({
        "id": id, "title": format!("Change {id}"), "state": state, "draft": false,
        "created_on": "2026-11-01T10:00:00+00:00",
        "updated_on": format!("2026-11-02T10:{:02}:00+00:00", id % 60),
        "source": {
            "branch": { "name": format!("change-{id}") },
            "commit": { "hash": source(world, tenant, id)[..12] },
            "repository": { "full_name": full_name(tenant) },
        },
        "destination": {
            "branch": { "name": "main" },
            // Other settings are another commit.
            "commit": { "hash": hash(&format!("main {:?}", world.settings))[..12] },
        },
    })
}

pub(super) fn merged(id: u32) -> Value {
    json!({
        "id": 1_000 + id, "title": format!("Merged {id}"), "state": "MERGED",
        "created_on": "2026-10-01T10:00:00+00:00",
        "updated_on": format!("2026-10-02T10:{id:02}:00+00:00"),
        "source": {
            "branch": { "name": "gone" },
            "commit": { "hash": hash(&format!("merged {id}"))[..12] },
            "repository": { "full_name": "somebody/else" },
        },
        "destination": {
            "branch": { "name": "main" },
            "commit": { "hash": hash("main before")[..12] },
        },
    })
}

/// All change one file: those with an odd number its fifth line, the others a line of their own.
pub(super) fn diff(id: u32) -> String {
    let line = match id % 2 {
        1 => 5,
        _ => 100 * id,
    };
    format!(
        "diff --git a/shared.txt b/shared.txt\nindex 1111111..{id:07x} 100644\n\
         --- a/shared.txt\n+++ b/shared.txt\n@@ -{line} +{line} @@\n-before\n+after {id}\n\
         diff --git a/src/own-{id}.rs b/src/own-{id}.rs\nnew file mode 100644\n\
         index 0000000..2222222\n--- /dev/null\n+++ b/src/own-{id}.rs\n@@ -0,0 +1,2 @@\n\
         +one\n+two\n"
    )
}

/// Files of that diff, as the diffstat has them.
pub(super) fn changed_files(id: u32) -> Value {
    let (shared, own) = ("shared.txt", format!("src/own-{id}.rs"));
    json!({ "size": 2, "values": [
        {
            "status": "modified", "lines_added": 1, "lines_removed": 1,
            "old": { "path": shared }, "new": { "path": shared },
        },
        {
            "status": "added", "lines_added": 2, "lines_removed": 0,
            "old": null, "new": { "path": own },
        },
    ] })
}
