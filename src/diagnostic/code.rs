//! The table of all codes. A code never changes once published.
//!
//! The doc comment of a code is its text in `docs/checks.md`: what is wrong and why it matters.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// The name of a rule: a noun, then the fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the names.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// As written in settings and reports: `link-unknown`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// The severity unless the settings say otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }

            /// What is wrong and why it matters; Markdown.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n"),+),)+ }
            }
        }
    };
}

codes! {
    /// An abbreviation is explained neither in the document nor in the glossary.
    AbbreviationUndefined = "abbreviation-undefined", Hint;
    /// Two pages would have addresses that differ only in case. On Windows and macOS one would
    /// overwrite the other.
    AddressCaseClash = "address-case-clash", Error;
    /// Two sources would be written to one address, so one of them would be lost.
    AddressClash = "address-clash", Error;
    /// A note or warning has no text. A line `!!! …` without an indented text below it is shown as it
    /// is written.
    AdmonitionEmpty = "admonition-empty", Warning;
    /// A note that begins with `:::` has no line `:::` that ends it.
    AdmonitionUnclosed = "admonition-unclosed", Warning;
    /// An admonition or alert is of a kind that sopress does not know; it is shown as a note.
    AdmonitionUnknown = "admonition-unknown", Warning;
    /// Two documents give the same alias, so a search for it cannot tell them apart.
    AliasClash = "alias-clash", Warning;
    /// A controlled document in force names nobody who approved it (ISO 9001 7.5.2 c).
    ApproverMissing = "approver-missing", Hint;
    /// A document names an attachment, form or record that is not in the library.
    AttachmentMissing = "attachment-missing", Error;
    /// An attribute list `{: …}` applies to nothing, or is not made of attributes; then it is shown as
    /// it is written.
    AttributeListStray = "attribute-list-stray", Warning;
    /// The audience of a document names a role that `roles.toml` does not list.
    AudienceRoleUnknown = "audience-role-unknown", Warning;
    /// A block has an attribute that it does not take; it does nothing.
    BlockAttributeUnknown = "block-attribute-unknown", Warning;
    /// An attribute of a block holds a value that it cannot take; the default is used.
    BlockAttributeValue = "block-attribute-value", Error;
    /// A block has nothing in it.
    BlockEmpty = "block-empty", Error;
    /// A version that git holds has no entry in the document's revision history.
    ChangesEntryMissing = "changes-entry-missing", Warning;
    /// The revision history of a document is not in the order of its dates.
    ChangesOrder = "changes-order", Warning;
    /// The version of a document has no entry in its own revision history, so nobody can tell what
    /// changed.
    ChangesVersionMissing = "changes-version-missing", Warning;
    /// A code block names a language that sopress cannot highlight; it is shown plain.
    CodeLanguageUnknown = "code-language-unknown", Hint;
    /// A settings file is not valid TOML or a value in it is not of its kind; the default is used
    /// in its place.
    ConfigInvalid = "config-invalid", Error;
    /// A settings file has a key that sopress does not know, most often a misspelling that would
    /// silently do nothing.
    ConfigKeyUnknown = "config-key-unknown", Error;
    /// A contact has neither an address nor a number.
    ContactReachMissing = "contact-reach-missing", Warning;
    /// A review cycle is not a length of time, so no review date can be worked out from it.
    CycleMalformed = "cycle-malformed", Error;
    /// A date is not written as `YYYY-MM-DD`, or there is no such day. It is never taken as fresh.
    DateMalformed = "date-malformed", Error;
    /// The dates of a document contradict each other: effective before approved, or reviewed before
    /// issued.
    DateOrder = "date-order", Error;
    /// A `_defaults.toml` stands in a folder with no document below it.
    DefaultsUnused = "defaults-unused", Hint;
    /// A controlled document belongs to no department, so staff cannot browse to it.
    DepartmentMissing = "department-missing", Hint;
    /// No other document refers to this uncontrolled page.
    DocumentOrphan = "document-orphan", Hint;
    /// Two documents with one id are both in force. There must be one effective version.
    EffectiveDuplicate = "effective-duplicate", Error;
    /// A document in force has no effective date, so staff cannot tell since when it binds them.
    EffectiveMissing = "effective-missing", Warning;
    /// A document is exempt from review without a reason.
    ExemptReasonMissing = "exempt-reason-missing", Error;
    /// A question has no answer, or a line belongs to no question.
    FaqFormat = "faq-format", Warning;
    /// A field that the document's type requires is missing.
    FieldRequired = "field-required", Error;
    /// A document is empty; its page says so.
    FileEmpty = "file-empty", Warning;
    /// A file mixes CRLF and LF line ends, which makes diffs of revisions hard to read.
    FileLineEndsMixed = "file-line-ends-mixed", Hint;
    /// A document's file name is so long that file systems have no room for the names of its pages.
    FileNameLong = "file-name-long", Error;
    /// A file name is not Unicode, so the file has no address on the web.
    FileNameNotUnicode = "file-name-not-unicode", Error;
    /// A file is not in UTF-8. UTF-16 is read all the same, other bytes are shown as U+FFFD.
    FileNotUtf8 = "file-not-utf8", Error;
    /// A file holds NUL bytes; they are shown as U+FFFD.
    FileNulByte = "file-nul-byte", Error;
    /// A document is larger than `library.max_bytes` and was left out.
    FileTooLarge = "file-too-large", Error;
    /// A file could not be read and was left out.
    FileUnreadable = "file-unreadable", Error;
    /// A node of a flowchart leads nowhere and is not marked as an end.
    FlowDeadEnd = "flow-dead-end", Hint;
    /// A decision in a flowchart has one exit, so there is nothing to decide.
    FlowDecisionOneExit = "flow-decision-one-exit", Warning;
    /// An exit of a decision in a flowchart has no label, so a reader cannot choose.
    FlowExitUnlabelled = "flow-exit-unlabelled", Warning;
    /// A Mermaid diagram of a kind that is not drawn at build time; its source is shown.
    FlowKind = "flow-kind", Hint;
    /// A link or a call in a flowchart is not safe or leads nowhere; the node is drawn without it.
    FlowLink = "flow-link", Warning;
    /// A flowchart leads to a document that is retired or superseded.
    FlowRetired = "flow-retired", Warning;
    /// A flowchart sets colours or styles that would break dark mode and print; the nearest tone of
    /// the site is used.
    FlowStyle = "flow-style", Hint;
    /// A flowchart cannot be read; its source is shown in its place.
    FlowSyntax = "flow-syntax", Error;
    /// A node of a flowchart cannot be reached from its start.
    FlowUnreachable = "flow-unreachable", Warning;
    /// A footnote is referred to but not defined.
    FootnoteUndefined = "footnote-undefined", Warning;
    /// A footnote is defined but nothing refers to it; it is not shown.
    FootnoteUnused = "footnote-unused", Hint;
    /// The front matter cannot be read in full. The page is built from what could be read.
    FrontMatterInvalid = "front-matter-invalid", Error;
    /// The front matter gives a field twice, so nobody can tell which value counts; the first is
    /// used.
    FrontMatterKeyDuplicate = "front-matter-key-duplicate", Error;
    /// The front matter has a key that sopress does not know. A warning in an uncontrolled page.
    FrontMatterKeyUnknown = "front-matter-key-unknown", Error;
    /// The front matter does not start the file, so its fields would be read as text.
    FrontMatterNotFirst = "front-matter-not-first", Error;
    /// The front matter has no closing line.
    FrontMatterUnclosed = "front-matter-unclosed", Error;
    /// A field holds a value of another kind than it takes; the value is not used.
    FrontMatterValueType = "front-matter-value-type", Error;
    /// The glossary defines a term twice.
    GlossaryDuplicate = "glossary-duplicate", Warning;
    /// Two headings of one document read alike, so a link to the second is easily mistaken.
    HeadingDuplicate = "heading-duplicate", Hint;
    /// A heading has no text.
    HeadingEmpty = "heading-empty", Warning;
    /// A heading is more than one level below the one before it, which misleads readers who move by
    /// headings (WCAG 1.3.1).
    HeadingLevelSkipped = "heading-level-skipped", Hint;
    /// A document has more than one first-level heading; a page has one title.
    HeadingTitleTwice = "heading-title-twice", Warning;
    /// Git cannot tell the whole history: a shallow clone, a folder of another user. Pages say so, and
    /// no date is made up. A library without git is no finding.
    HistoryIncomplete = "history-incomplete", Warning;
    /// Raw HTML was removed because it is not safe: scripts, event handlers, frames, styles.
    HtmlRemoved = "html-removed", Warning;
    /// Two documents have the same id.
    IdDuplicate = "id-duplicate", Error;
    /// A document of a controlled type has no id (ISO 9001 7.5.2 a).
    IdMissing = "id-missing", Error;
    /// An id does not match the pattern that the settings give.
    IdPattern = "id-pattern", Error;
    /// An id holds the version. It would change with every revision, and every reference to it
    /// would break.
    IdVersion = "id-version", Warning;
    /// An image has no alternative text, so it says nothing to whoever cannot see it (WCAG 1.1.1).
    ImageAltMissing = "image-alt-missing", Warning;
    /// An image is larger than a phone should have to load.
    ImageLarge = "image-large", Hint;
    /// An image is not in the library.
    ImageMissing = "image-missing", Error;
    /// A `README.md` beside an `index.md` is not published.
    IndexReadme = "index-readme", Hint;
    /// A link names a heading or step that its target does not have.
    LinkAnchorUnknown = "link-anchor-unknown", Error;
    /// A link differs from the file's name in case. It works on one system and fails on the next.
    LinkCase = "link-case", Error;
    /// A document in force links to a draft that is not in this build. Where it names the draft's id
    /// without a link this is a hint, for its readers see that there is one.
    LinkDraft = "link-draft", Warning;
    /// A link has no text or no target.
    LinkEmpty = "link-empty", Warning;
    /// A link leads out of the library.
    LinkOutside = "link-outside", Error;
    /// A reference-style link has no definition, so it is shown as plain text in brackets.
    LinkReference = "link-reference", Warning;
    /// A document refers to one that is retired or superseded.
    LinkRetired = "link-retired", Warning;
    /// A link's text does not say where it leads (`here`, `click here`, `link`) (WCAG 2.4.4).
    LinkText = "link-text", Hint;
    /// A link names a document or file that does not exist.
    LinkUnknown = "link-unknown", Error;
    /// A link uses a scheme that can run code or read files; it is not made a link.
    LinkUnsafe = "link-unsafe", Error;
    /// A text speaks of a document by an id that no document has.
    MentionUnknown = "mention-unknown", Warning;
    /// Lists or quotes are nested deeper than a reader can follow; the deepest levels are shown
    /// flat.
    NestingDeep = "nesting-deep", Warning;
    /// An objective lacks a measure, a target or a date, so nobody can tell whether it was met.
    ObjectiveUnspecific = "objective-unspecific", Hint;
    /// The owner of a document is a person who has left, so nobody answers for it.
    OwnerLeft = "owner-left", Error;
    /// A controlled document has no owner, so nobody answers for it.
    OwnerMissing = "owner-missing", Error;
    /// The owner is neither a role nor a person that `roles.toml` lists.
    OwnerUnknown = "owner-unknown", Warning;
    /// A task has no accountable role, or more than one. One role answers for each task.
    RaciAccountable = "raci-accountable", Error;
    /// A role does a task or answers for it and is also consulted on it or informed of it.
    RaciContradiction = "raci-contradiction", Warning;
    /// A cell of a RACI table holds something other than R, A, C or I.
    RaciLetterUnknown = "raci-letter-unknown", Error;
    /// Nobody is responsible for a task.
    RaciResponsibleMissing = "raci-responsible-missing", Warning;
    /// An old address is claimed twice, or is the address of a page that exists.
    RedirectClash = "redirect-clash", Error;
    /// A document changed after the last review of one that refers to it, which may no longer hold.
    ReferenceSuspect = "reference-suspect", Hint;
    /// A document refers in its front matter to an id or file that does not exist.
    ReferenceUnknown = "reference-unknown", Error;
    /// A retired document does not say since when.
    RetiredDateMissing = "retired-date-missing", Warning;
    /// A retired document does not say why.
    RetiredReasonMissing = "retired-reason-missing", Warning;
    /// A controlled document has no review cycle and no due date.
    ReviewCycleMissing = "review-cycle-missing", Error;
    /// A review is dated in the future. A typo in the year would keep the page fresh for ever.
    ReviewDateFuture = "review-date-future", Error;
    /// The review date of a controlled document is missing or unreadable.
    ReviewDateMissing = "review-date-missing", Error;
    /// The review date given is not the one that the last review and the cycle give; the one given
    /// counts.
    ReviewDueMismatch = "review-due-mismatch", Warning;
    /// The review of a document falls due within the notice period.
    ReviewDueSoon = "review-due-soon", Hint;
    /// A controlled document has a review cycle but was never reviewed.
    ReviewNever = "review-never", Warning;
    /// A review record does not say with what outcome. A date alone says nothing of what was found.
    ReviewOutcomeMissing = "review-outcome-missing", Warning;
    /// The review date of a document has passed.
    ReviewOverdue = "review-overdue", Warning;
    /// The text differs from the one that was last reviewed.
    ReviewTextChanged = "review-text-changed", Hint;
    /// Roles report to each other in a circle, so the organisation has no top there.
    RoleReportsCircle = "role-reports-circle", Error;
    /// A field, a RACI table or a list of contacts names a role that `roles.toml` does not list.
    RoleUnknown = "role-unknown", Warning;
    /// No document refers to a declared role, and nobody holds it.
    RoleUnused = "role-unused", Hint;
    /// A section that the document's type requires is missing.
    SectionRequired = "section-required", Warning;
    /// A procedure has more steps than one person can follow without losing the place.
    SopLong = "sop-long", Hint;
    /// A controlled document does not say whether it is in force.
    StatusMissing = "status-missing", Error;
    /// A status is not one that sopress knows; the document is shown as not in force.
    StatusUnknown = "status-unknown", Error;
    /// More than one role approves a step. One role answers for each.
    StepAccountableMany = "step-accountable-many", Error;
    /// A step tells the reader to do two things; one step, one action.
    StepCompound = "step-compound", Hint;
    /// A decision has one exit, so there is nothing to decide.
    StepDecisionOneExit = "step-decision-one-exit", Warning;
    /// All answers of a decision lead to one place, so there is nothing to decide.
    StepDecisionOneTarget = "step-decision-one-target", Hint;
    /// An exit leads to a step of another procedure. Who works through one procedure does not see the
    /// other.
    StepExitElsewhere = "step-exit-elsewhere", Hint;
    /// An answer does not say where it leads, so the flowchart ends there. Readers see the words as
    /// they are.
    StepExitUnclear = "step-exit-unclear", Hint;
    /// An exit of a decision has no label, so a reader cannot choose.
    StepExitUnlabelled = "step-exit-unlabelled", Warning;
    /// A step is longer than a reader can hold in mind.
    StepLong = "step-long", Hint;
    /// No path through a procedure comes to an end.
    StepNoEnd = "step-no-end", Error;
    /// `roles.toml` lists roles, and no step of a procedure names one, so it is on nobody's page.
    StepRoleNone = "step-role-none", Hint;
    /// A step names a role that `roles.toml` does not list, or opens with words that are almost one.
    StepRoleUnknown = "step-role-unknown", Warning;
    /// A step sends the reader to one that could be either of several.
    StepTargetAmbiguous = "step-target-ambiguous", Error;
    /// A step sends the reader to a step that does not exist.
    StepTargetUnknown = "step-target-unknown", Error;
    /// No path through the procedure leads to a step.
    StepUnreachable = "step-unreachable", Warning;
    /// A step leaves open what to do or when (`as appropriate`, `regularly`).
    StepVague = "step-vague", Hint;
    /// A superseded document does not name its successor.
    SupersededSuccessorMissing = "superseded-successor-missing", Warning;
    /// Documents supersede each other in a circle.
    SupersedesCircle = "supersedes-circle", Error;
    /// One document names another as superseded or as successor, but the other does not say so.
    SupersedesOneWay = "supersedes-one-way", Warning;
    /// A document supersedes, or is superseded by, an id that does not exist.
    SupersedesUnknown = "supersedes-unknown", Error;
    /// A symbolic link leads to itself or to one of its own parents; it is not followed.
    SymlinkCircle = "symlink-circle", Error;
    /// A symbolic link leads out of the library; it is not followed.
    SymlinkOutside = "symlink-outside", Error;
    /// A cell is of another type than its column.
    TableCellType = "table-cell-type", Error;
    /// A table lacks a column that is needed or asked for.
    TableColumnUnknown = "table-column-unknown", Error;
    /// The rows of a table are not valid CSV.
    TableCsvInvalid = "table-csv-invalid", Error;
    /// A table row is too long to read or to compare in a diff.
    TableRowLong = "table-row-long", Hint;
    /// A row has more or fewer cells than the header.
    TableRowRagged = "table-row-ragged", Error;
    /// A block takes its rows from a file that is not in the library.
    TableSourceMissing = "table-source-missing", Error;
    /// Two tags differ only in case, hyphens or number.
    TagSpelling = "tag-spelling", Hint;
    /// A value is the residue of a template that was never filled in.
    TemplateResidue = "template-residue", Error;
    /// A file of the library's theme is used by nothing: its name is not that of a built-in file, and
    /// no template or stylesheet of the library speaks of it.
    ThemeFileUnused = "theme-file-unused", Warning;
    /// A message of the interface has a blank that nothing fills.
    ThemeWordBlank = "theme-word-blank", Warning;
    /// A message of the interface has a name that the theme does not use, so nobody will read it.
    ThemeWordUnknown = "theme-word-unknown", Warning;
    /// Two documents have the same title, so search results cannot be told apart.
    TitleDuplicate = "title-duplicate", Warning;
    /// A document has neither a title nor a first heading; its file name is used.
    TitleMissing = "title-missing", Warning;
    /// The onboarding track of a role names a document that does not exist.
    TrackUnknown = "track-unknown", Error;
    /// The latest change is a major one and training is required, but nothing says whether people must
    /// be trained anew.
    TrainingNoteMissing = "training-note-missing", Warning;
    /// Training is required for a role that `roles.toml` does not list.
    TrainingRoleUnknown = "training-role-unknown", Warning;
    /// A document type is neither built in nor defined in the settings.
    TypeUnknown = "type-unknown", Error;
    /// A version is not a number, numbers with dots, or a letter.
    VersionMalformed = "version-malformed", Warning;
    /// A controlled document has no version, so nobody can tell whether a copy is current.
    VersionMissing = "version-missing", Error;
    /// The text changed after its version took effect, and the version did not: two texts bear one
    /// number.
    VersionUnchanged = "version-unchanged", Warning;
}

impl Code {
    /// The code of that name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_name_and_the_table_is_in_their_order() {
        let names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
    }
}
