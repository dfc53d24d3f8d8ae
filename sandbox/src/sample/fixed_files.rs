//! Files of the first commit whose every line is given.

use super::{
    initial_tree::{LEGACY, PRODUCTION, SURCHARGES},
    limits::{LIMITS, LIMITS_RUNBOOK},
};

/// Paths and lines.
pub(crate) const FIXED_FILES: [(&str, &[&str]); 7] = [
    (
        LIMITS,
        &[
            "# Calls of one customer in a minute.",
            "list: 60",
            "show: 120",
        ],
    ),
    (
        LIMITS_RUNBOOK,
        &[
            "# Limits of bookings",
            "",
            "Raise one where a customer asks for it, and watch the alerts for a day.",
            "",
        ],
    ),
    (
        SURCHARGES,
        &[
            "//! Surcharges on top of the freight, in basis points unless said otherwise.",
            "",
            "/// Fuel on the road.",
            "pub const FUEL: u32 = 1_150;",
            "",
            "/// Bunker fuel at sea.",
            "pub const BUNKER: u32 = 1_800;",
            "",
            "/// A port that is known to be full.",
            "pub const CONGESTION: u32 = 400;",
            "",
            "/// Peak season.",
            "pub const PEAK: u32 = 650;",
            "",
            "/// Amounts are rounded to this many cents.",
            "pub const ROUNDING: u32 = 5;",
            "",
            "/// The sum of what applies to a quote.",
            "pub fn total(applying: &[u32]) -> u32 {",
            "    applying.iter().sum()",
            "}",
        ],
    ),
    (
        PRODUCTION,
        &[
            "api:",
            "  replicas: 4",
            "  memory: 512Mi",
            "  timeout: 20s",
            "",
            "jobs:",
            "  replicas: 2",
            "  memory: 1Gi",
            "  schedule: \"15 2 * * *\"",
            "",
            "web:",
            "  replicas: 3",
            "  memory: 128Mi",
        ],
    ),
    (
        LEGACY,
        &[
            "//! Rounding as the first version of the product did it.",
            "",
            "/// Rounds half cents down.",
            "pub fn round(tenths: i64) -> i64 {",
            "    (tenths + 4) / 10",
            "}",
        ],
    ),
    (
        "README.md",
        &[
            "# Freightline",
            "",
            "Quotes, bookings and invoices for small freight forwarders.",
            "",
            "- `api/` answers customers and the web client",
            "- `core/` knows the rules of the trade",
            "- `jobs/` works at night",
            "- `web/` is what people see",
            "- `deploy/` brings it all to the cluster",
        ],
    ),
    (
        ".bitbucket/CODEOWNERS",
        &[
            "# Who is asked when these change.",
            "/api/      @amara @mateus",
            "/core/     @priya @amara",
            "/deploy/   @jonasl @kwame",
            "/docs/     @claire",
            "/jobs/     @dmbeki @kwame",
            "/web/      @sofia @yuki",
            "*.sql      @tomek",
        ],
    ),
];
