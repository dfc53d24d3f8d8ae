//! Texts that people write: titles, descriptions, comments, tasks.

use super::{areas::Area, content::Topic, patch::Size, rng::Rng};

/// A title for work on a topic.
pub(crate) fn title(area: Area, topic: Topic, rng: &mut Rng) -> String {
    let thing = rng.one_of(&[
        "closing time",
        "contact",
        "currency",
        "discount",
        "incoterm",
        "notify party",
        "reference",
        "seal number",
        "time zone",
        "weight",
    ]);
    let form = match area {
        Area::Api => rng.one_of(&[
            "Return the {x} with each {t}",
            "Page through {t}s",
            "Refuse a {t} without a {x}",
            "Answer 409 when a {t} was changed meanwhile",
            "Filter {t}s by {x}",
            "Let clients sort {t}s by {x}",
            "Describe the {x} of a {t} in the schema",
        ]),
        Area::Core => rng.one_of(&[
            "Check the {x} before a {t} is confirmed",
            "Carry the {x} over when a {t} is split",
            "Round the {x} of a {t} only once",
            "Keep the {x} when a {t} is reopened",
            "Forget cached {t}s after an hour",
            "Make the {t} rules independent of the {x}",
        ]),
        Area::Data => rng.one_of(&[
            "Store the {x} of a {t}",
            "Index {t}s by {x}",
            "Make the {x} of a {t} mandatory",
            "Backfill the {x} of old {t}s",
            "Widen the {x} column of {t}s",
        ]),
        Area::Delivery => rng.one_of(&[
            "Give the {t} service more memory",
            "Alert when {t}s pile up",
            "Roll the {t} service out in two steps",
            "Lower the time-out of the {t} service",
        ]),
        Area::Dependencies => "Update dependencies of the {t} service",
        Area::Docs => rng.one_of(&[
            "Explain how a {t} gets its {x}",
            "Bring the {t} guide up to date",
            "Answer common questions about {t}s",
            "Say who may change the {x} of a {t}",
        ]),
        Area::Jobs => rng.one_of(&[
            "Run the {t} job in smaller batches",
            "Skip {t}s without a {x}",
            "Send the {x} of late {t}s every night",
            "Retry the {t} job once",
            "Count what the {t} job left out",
        ]),
        Area::Web => rng.one_of(&[
            "Show the {x} on the {t} page",
            "Fix the order of {t}s on small screens",
            "Filter {t}s by {x}",
            "Warn before a {t} without a {x} is saved",
            "Move the {x} of a {t} to the side",
            "Make the {t} page usable by keyboard",
        ]),
    };
    form.replace("{t}", topic.0).replace("{x}", thing)
}

/// A description that goes with a title.
pub(crate) fn description(topic: Topic, size: Size, rng: &mut Rng) -> String {
    if size == Size::Tiny && rng.chance(60) {
        return String::new();
    }
    let why = rng.one_of(&[
        "Support had to look this up by hand several times a week.",
        "Two customers asked for it at the last review.",
        "This was left over from the spring release.",
        "Found while looking into slow answers on Monday.",
        "The carriers deliver it since last month, so we can use it.",
        "Part of making the {t} screens faster.",
    ]);
    let how = rng.one_of(&[
        "Old {t}s keep what they have.",
        "Nothing changes for {t}s that are already confirmed.",
        "I left the export alone on purpose; that needs its own change.",
        "Best read commit by commit.",
        "The tests cover the empty case, too.",
        "No migration needed.",
    ]);
    let mut text = format!("{why}\n\n{how}");
    if size == Size::Large {
        text.push_str(
            "\n\n- [x] tried on staging\n- [x] documentation\n- [ ] tell support about it",
        );
    }
    text.replace("{t}", topic.0)
}

/// The message of a commit that is not the first one of its branch.
pub(crate) fn follow_up(rng: &mut Rng) -> &'static str {
    rng.one_of(&[
        "Add the missing test",
        "Address review comments",
        "Fix the build",
        "Handle the empty case",
        "Name things as in the schema",
        "Simplify",
        "Tidy up",
        "Update the documentation",
        "Use the shared helper",
    ])
}

/// A reviewer's comment on a line.
pub(crate) fn line_comment(area: Area, topic: Topic, rng: &mut Rng) -> String {
    let general = [
        "Could this have a better name? I had to read it twice.",
        "What happens here if the list is empty?",
        "We have a helper for this, see `support`.",
        "Nice, much easier to follow than before.",
        "Is the limit measured or guessed? A word on that would help.",
        "I would move this up, so that the early return comes first.",
    ];
    let special: [&str; 3] = match area {
        Area::Api => [
            "Clients still send the old field. Do we answer 400 for them now?",
            "Please put this into the schema as well, the web client is made from it.",
            "404 would tell a stranger that the {t} exists. 403 for both?",
        ],
        Area::Core | Area::Dependencies => [
            "This rule also holds for a {t} that was split, doesn’t it?",
            "Two people can get here at once. Does the store notice?",
            "I’d rather have this in the type than in a check.",
        ],
        Area::Data => [
            "This locks the table. Can we add the index concurrently?",
            "Please set a default, the old servers still write during the roll-out.",
            "Do we need `text` here, or is it one of a few words?",
        ],
        Area::Delivery => [
            "Is that per replica or for all of them?",
            "The staging cluster cannot give that much, it has smaller nodes.",
            "Please alert on the age of the oldest one, not on the count.",
        ],
        Area::Docs => [
            "“Departure” or “closing time”? The screens say closing time.",
            "A picture would help here, but not in this change.",
            "The German page says something else. Which one is right?",
        ],
        Area::Jobs => [
            "If this fails in the middle, do we start over?",
            "The clock here is UTC; the report is read in local time.",
            "How long does that take for the largest customer?",
        ],
        Area::Web => [
            "The screen reader says nothing here. A label?",
            "CommentOn a narrow screen the {t} number is cut off.",
            "German is a third longer than English, please try it with that.",
        ],
    };
    let text = if rng.chance(50) {
        rng.one_of(&special)
    } else {
        rng.one_of(&general)
    };
    text.replace("{t}", topic.0)
}

/// An author's answer.
pub(crate) fn answer(rng: &mut Rng) -> &'static str {
    rng.one_of(&[
        "Done.",
        "Good catch, fixed.",
        "Fixed in the last commit.",
        "Changed, and added a test.",
        "I kept it: the caller has checked that already. I wrote it down next to the line.",
        "You’re right. Renamed.",
        "Let’s do this in a change of its own, I made a ticket.",
    ])
}

/// A comment on the pull request as a whole.
pub(crate) fn general_comment(rng: &mut Rng) -> &'static str {
    rng.one_of(&[
        "Looks good to me.",
        "Thanks, that was overdue!",
        "Tried it on staging, works.",
        "Good. Please wait for the build.",
        "Two small things, otherwise fine.",
        "Nice and small, thank you.",
    ])
}

/// A task.
pub(crate) fn task(topic: Topic, rng: &mut Rng) -> String {
    rng.one_of(&[
        "Add a test for a {t} without a carrier",
        "Tell support before this goes out",
        "Mention the new limit in the {t} guide",
        "Try it with the largest customer’s data",
        "Remove the old flag",
        "Check the German wording",
    ])
    .replace("{t}", topic.0)
}

/// A branch name for a title.
pub(crate) fn branch(title: &str, rng: &mut Rng) -> String {
    let folder = rng.one_of(&["feature", "feature", "feature", "bugfix", "chore"]);
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !["a", "the", "of", "with", "is"].contains(word))
        .take(5)
        .map(str::to_ascii_lowercase)
        .collect();
    format!(
        "{folder}/FRT-{}-{}",
        rng.between(100, 4_999),
        words.join("-")
    )
}
