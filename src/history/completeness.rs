//! Whether a history is complete, in words for a page.

/// Whether a history is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// Everything ever committed is there.
    Whole,
    /// Some of the history is missing.
    Partial(Vec<Reason>),
    /// There is no history.
    None(Reason),
}

/// Why a history is missing or incomplete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The git program cannot be run.
    NoGit,
    /// The folder is not in a repository.
    NoRepository,
    /// A repository without a commit.
    NoCommits,
    /// Git refuses because the folder belongs to another user.
    DubiousOwnership,
    /// The clone holds only the newest commits.
    ShallowClone,
    /// A partial clone, which lacks something that is needed.
    PartialClone,
    /// Some former texts cannot be read.
    TextsMissing,
    /// The list of sweeping commits is set but is not there, or contains something that is not a
    /// commit id.
    IgnoreRevsUnreadable {
        /// The file as set.
        file: String,
    },
    /// Git failed for another reason.
    Failed {
        /// The first line of git's message.
        said: String,
    },
}

impl Completeness {
    /// Why the history is not complete; empty if it is.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Completeness::Whole => &[],
            Completeness::Partial(reasons) => reasons,
            Completeness::None(reason) => std::slice::from_ref(reason),
        }
    }

    /// Adds a reason why a history is not complete.
    pub(super) fn lacks(&mut self, reason: Reason) {
        match self {
            Completeness::Whole => *self = Completeness::Partial(vec![reason]),
            Completeness::Partial(reasons) if !reasons.contains(&reason) => reasons.push(reason),
            Completeness::Partial(_) | Completeness::None(_) => {}
        }
    }
}

impl Reason {
    /// The fact, for a page: `shallow clone`.
    pub(crate) fn words(&self) -> String {
        match self {
            Reason::NoGit => "git is not installed".to_owned(),
            Reason::NoRepository => "not in a git repository".to_owned(),
            Reason::NoCommits => "nothing has been committed".to_owned(),
            Reason::DubiousOwnership => "the repository belongs to another user".to_owned(),
            Reason::ShallowClone => "shallow clone".to_owned(),
            Reason::PartialClone => "partial clone".to_owned(),
            Reason::TextsMissing => "some former texts are missing".to_owned(),
            Reason::IgnoreRevsUnreadable { file } => {
                format!("cannot read the list of sweeping commits `{file}`")
            }
            Reason::Failed { said } => format!("git failed: {said}"),
        }
    }

    /// How to fix it, for whoever runs the build.
    pub(crate) fn help(&self) -> Option<&'static str> {
        match self {
            Reason::NoGit => Some("install git where the site is built"),
            Reason::DubiousOwnership => Some(
                "run `git config --global --add safe.directory <folder>`, or build as the owner",
            ),
            Reason::ShallowClone => Some(
                "fetch the complete history: `fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in GitLab, or `git fetch --unshallow`",
            ),
            Reason::PartialClone | Reason::TextsMissing => {
                Some("clone without `--filter`, or run `git fetch --refetch`")
            }
            Reason::IgnoreRevsUnreadable { .. } => Some("write one full commit id on each line"),
            Reason::NoRepository | Reason::NoCommits | Reason::Failed { .. } => None,
        }
    }
}
