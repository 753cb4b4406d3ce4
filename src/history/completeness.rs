//! How far a history can be believed, in words that a page can show.

/// How far a history can be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// Everything that was ever committed.
    Whole,
    /// What is there is true, but something lacks.
    Partial(Vec<Reason>),
    /// There is no history.
    None(Reason),
}

/// Why a history lacks or is not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The git program cannot be run.
    NoGit,
    /// The folder is in no repository.
    NoRepository,
    /// A repository without a commit.
    NoCommits,
    /// Git refuses because the folder belongs to another user.
    DubiousOwnership,
    /// The clone holds only the newest commits.
    ShallowClone,
    /// The clone leaves out what it can fetch later, and what is asked for is not there.
    PartialClone,
    /// Some former texts cannot be read.
    TextsMissing,
    /// A list of sweeping commits was asked for and is not there, or holds what is no commit id.
    IgnoreRevsUnreadable {
        /// The file as asked for.
        file: String,
    },
    /// Git failed otherwise.
    Failed {
        /// The first line of what git said.
        said: String,
    },
}

impl Completeness {
    /// Why the history is not whole; empty if it is.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Completeness::Whole => &[],
            Completeness::Partial(reasons) => reasons,
            Completeness::None(reason) => std::slice::from_ref(reason),
        }
    }

    /// Adds a reason to a history that is there.
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
    pub fn words(&self) -> String {
        match self {
            Reason::NoGit => "git is not installed".to_owned(),
            Reason::NoRepository => "not in a git repository".to_owned(),
            Reason::NoCommits => "nothing has been committed".to_owned(),
            Reason::DubiousOwnership => "the repository belongs to another user".to_owned(),
            Reason::ShallowClone => "shallow clone".to_owned(),
            Reason::PartialClone => "partial clone".to_owned(),
            Reason::TextsMissing => "some former texts are missing".to_owned(),
            Reason::IgnoreRevsUnreadable { file } => {
                format!("the list of sweeping commits `{file}` cannot be read")
            }
            Reason::Failed { said } => format!("git failed: {said}"),
        }
    }

    /// How to mend it, for the one who builds.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Reason::NoGit => Some("install git where the site is built"),
            Reason::DubiousOwnership => Some(
                "run `git config --global --add safe.directory <folder>`, or build as the owner",
            ),
            Reason::ShallowClone => Some(
                "fetch the whole history: `fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in GitLab, or `git fetch --unshallow`",
            ),
            Reason::PartialClone | Reason::TextsMissing => {
                Some("clone without `--filter`, or run `git fetch --refetch`")
            }
            Reason::IgnoreRevsUnreadable { .. } => Some("write one full commit id on each line"),
            Reason::NoRepository | Reason::NoCommits | Reason::Failed { .. } => None,
        }
    }
}
