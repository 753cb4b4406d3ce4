//! The table of all codes. A code never changes once published.
//!
//! The doc comment of a code is its text in `docs/checks.md`: what is wrong and why it matters.

use super::Severity;

codes! {
    /// An abbreviation is not explained in the document or in the glossary.
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
    /// A controlled document in force does not name an approver (ISO 9001 7.5.2 c).
    ApproverMissing = "approver-missing", Hint;
    /// A document names an attachment, form or record that is not in the library.
    AttachmentMissing = "attachment-missing", Error;
    /// An attribute list `{: …}` applies to nothing, or is not made of attributes; then it is shown as
    /// it is written.
    AttributeListStray = "attribute-list-stray", Warning;
    /// The audience of a document names a role that is not in `roles.toml`.
    AudienceRoleUnknown = "audience-role-unknown", Warning;
    /// A block has an attribute that it does not take. The attribute is ignored.
    BlockAttributeUnknown = "block-attribute-unknown", Warning;
    /// An attribute of a block has an invalid value; the default is used.
    BlockAttributeValue = "block-attribute-value", Error;
    /// A block is empty, so nothing can be shown.
    BlockEmpty = "block-empty", Error;
    /// A version that is in git has no entry in the document's revision history.
    ChangesEntryMissing = "changes-entry-missing", Warning;
    /// The revision history of a document is not in the order of its dates.
    ChangesOrder = "changes-order", Warning;
    /// The version of a document has no entry in its own revision history, so readers cannot see
    /// what changed.
    ChangesVersionMissing = "changes-version-missing", Warning;
    /// A code block names a language that sopress cannot highlight; it is shown plain.
    CodeLanguageUnknown = "code-language-unknown", Hint;
    /// A settings file is not valid TOML, or a value in it has the wrong type. The default is used
    /// instead.
    ConfigInvalid = "config-invalid", Error;
    /// A settings file has a key that sopress does not know, most often a misspelling that would
    /// silently do nothing.
    ConfigKeyUnknown = "config-key-unknown", Error;
    /// A contact has no address and no telephone number.
    ContactReachMissing = "contact-reach-missing", Warning;
    /// A review cycle is not a length of time, so no review date can be calculated from it.
    CycleMalformed = "cycle-malformed", Error;
    /// A date is not written as `YYYY-MM-DD`, or there is no such day. Where another form can only
    /// mean one day, the date is used and this is a warning. Any other is not used.
    DateMalformed = "date-malformed", Error;
    /// The dates of a document contradict each other: effective before approved, or reviewed before
    /// issued.
    DateOrder = "date-order", Error;
    /// A folder has a `_defaults.toml`, but no document uses it.
    DefaultsUnused = "defaults-unused", Hint;
    /// A controlled document belongs to no department, so staff cannot browse to it.
    DepartmentMissing = "department-missing", Hint;
    /// No other document refers to this uncontrolled page.
    DocumentOrphan = "document-orphan", Hint;
    /// Two documents with one id are both in force. There must be one effective version.
    EffectiveDuplicate = "effective-duplicate", Error;
    /// A document in force has no effective date, so staff cannot tell from when it applies.
    EffectiveMissing = "effective-missing", Warning;
    /// A document is exempt from review without a reason.
    ExemptReasonMissing = "exempt-reason-missing", Error;
    /// A question has no answer, or a line belongs to no question.
    FaqFormat = "faq-format", Warning;
    /// A field that the document's type requires is missing.
    FieldRequired = "field-required", Error;
    /// A document is empty; its page says so.
    FileEmpty = "file-empty", Warning;
    /// A file mixes CRLF and LF line endings, which makes revisions hard to compare.
    FileLineEndsMixed = "file-line-ends-mixed", Hint;
    /// A document's file name is so long that file systems cannot store the names of its pages.
    FileNameLong = "file-name-long", Error;
    /// A file name is not Unicode, so the file has no address on the web.
    FileNameNotUnicode = "file-name-not-unicode", Error;
    /// Two file names are equal but for how their letters are encoded (Unicode normalisation). Some
    /// systems take them for one file.
    FileNameTwin = "file-name-twin", Warning;
    /// Windows cannot store a file name, so the library cannot be copied or checked out there.
    FileNameWindows = "file-name-windows", Warning;
    /// A Markdown file looks like a document but is not published as one: a backup, a template, a
    /// draft, a part of a page.
    FileNotADocument = "file-not-a-document", Hint;
    /// A file is not in UTF-8. UTF-16 is read anyway; other invalid bytes are shown as U+FFFD.
    FileNotUtf8 = "file-not-utf8", Error;
    /// A file contains NUL bytes; they are shown as U+FFFD.
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
    /// The front matter gives a field twice, so it is not clear which value counts; the first is
    /// used.
    FrontMatterKeyDuplicate = "front-matter-key-duplicate", Error;
    /// The front matter has a key that sopress does not know. A warning in an uncontrolled page.
    FrontMatterKeyUnknown = "front-matter-key-unknown", Error;
    /// The front matter does not start the file, so its fields would be read as text.
    FrontMatterNotFirst = "front-matter-not-first", Error;
    /// The front matter has no closing line.
    FrontMatterUnclosed = "front-matter-unclosed", Error;
    /// A field has a value of the wrong type; the value is not used.
    FrontMatterValueType = "front-matter-value-type", Error;
    /// The glossary defines a term twice.
    GlossaryDuplicate = "glossary-duplicate", Warning;
    /// Two headings of one document are the same, so a link may lead to the wrong one.
    HeadingDuplicate = "heading-duplicate", Hint;
    /// A heading has no text.
    HeadingEmpty = "heading-empty", Warning;
    /// A heading is more than one level below the one before it, which misleads readers who move by
    /// headings (WCAG 1.3.1).
    HeadingLevelSkipped = "heading-level-skipped", Hint;
    /// A document has more than one first-level heading; a page has one title.
    HeadingTitleTwice = "heading-title-twice", Warning;
    /// The history in git is incomplete: a shallow clone, or a folder of another user. Pages say so,
    /// and no date is invented. A library without git is not a finding.
    HistoryIncomplete = "history-incomplete", Warning;
    /// Raw HTML was removed because it is not safe: scripts, event handlers, frames, styles.
    HtmlRemoved = "html-removed", Warning;
    /// Two documents have the same id.
    IdDuplicate = "id-duplicate", Error;
    /// A document of a controlled type has no id (ISO 9001 7.5.2 a).
    IdMissing = "id-missing", Error;
    /// An id does not match the pattern that the settings give.
    IdPattern = "id-pattern", Error;
    /// An id contains the version. It would change with every revision, and every reference to it
    /// would break.
    IdVersion = "id-version", Warning;
    /// An image has no alternative text for readers who cannot see it (WCAG 1.1.1).
    ImageAltMissing = "image-alt-missing", Warning;
    /// An image is on another host. It is shown as a link, so that the reader's browser loads nothing
    /// from there.
    ImageElsewhere = "image-elsewhere", Warning;
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
    /// A document in force links to a draft, which is not in the published site. If it only names the
    /// draft's id, without a link, this is a hint: its readers see that there is one.
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
    /// Markup that did not take, so that readers see its characters: `**Note: **text`, `#Heading`,
    /// `[a](b c.md)`, a table whose rows do not fit. Reported once a document for each kind, at the
    /// first place.
    MarkupShown = "markup-shown", Hint;
    /// A text names a document by an id that no document has.
    MentionUnknown = "mention-unknown", Warning;
    /// Lists or quotes are nested deeper than a reader can follow; the deepest levels are shown
    /// flat.
    NestingDeep = "nesting-deep", Warning;
    /// An objective has no measure, target or date, so it is not clear when it is met.
    ObjectiveUnspecific = "objective-unspecific", Hint;
    /// The owner of a document is a person who has left, so nobody is accountable for it.
    OwnerLeft = "owner-left", Error;
    /// A controlled document has no owner, so nobody is accountable for it.
    OwnerMissing = "owner-missing", Error;
    /// The owner is not a role or person in `roles.toml`.
    OwnerUnknown = "owner-unknown", Warning;
    /// A task has no accountable role, or more than one. One role is accountable for each task.
    RaciAccountable = "raci-accountable", Error;
    /// A role is responsible or accountable for a task, and is also consulted or informed.
    RaciContradiction = "raci-contradiction", Warning;
    /// A cell of a RACI table has something other than R, A, C or I.
    RaciLetterUnknown = "raci-letter-unknown", Error;
    /// Nobody is responsible for a task.
    RaciResponsibleMissing = "raci-responsible-missing", Warning;
    /// An old address is claimed twice, or is the address of a page that exists.
    RedirectClash = "redirect-clash", Error;
    /// A document changed after the last review of one that refers to it, which may now be out of
    /// date.
    ReferenceSuspect = "reference-suspect", Hint;
    /// A document refers in its front matter to an id or file that does not exist.
    ReferenceUnknown = "reference-unknown", Error;
    /// A retired document has no date of withdrawal.
    RetiredDateMissing = "retired-date-missing", Warning;
    /// A retired document does not say why.
    RetiredReasonMissing = "retired-reason-missing", Warning;
    /// A controlled document has no review cycle and no due date.
    ReviewCycleMissing = "review-cycle-missing", Error;
    /// A review is dated in the future. With a typo in the year, the page would never be due for
    /// review.
    ReviewDateFuture = "review-date-future", Error;
    /// A controlled document has no review date, or its front matter could only be read in part.
    ReviewDateMissing = "review-date-missing", Error;
    /// The review date given is not the one that the last review and the cycle give; the one given
    /// counts.
    ReviewDueMismatch = "review-due-mismatch", Warning;
    /// The review of a document falls due within the notice period.
    ReviewDueSoon = "review-due-soon", Hint;
    /// A controlled document has a review cycle but was never reviewed.
    ReviewNever = "review-never", Warning;
    /// A review record has no outcome. A date alone does not say what was found.
    ReviewOutcomeMissing = "review-outcome-missing", Warning;
    /// The review date of a document has passed.
    ReviewOverdue = "review-overdue", Warning;
    /// The text has changed since the last review.
    ReviewTextChanged = "review-text-changed", Hint;
    /// Roles report to each other in a circle, so the organisation has no top there.
    RoleReportsCircle = "role-reports-circle", Error;
    /// A field, a RACI table or a list of contacts names a role that is not in `roles.toml`.
    RoleUnknown = "role-unknown", Warning;
    /// No document refers to a declared role, and no person has it.
    RoleUnused = "role-unused", Hint;
    /// A section that the document's type requires is missing.
    SectionRequired = "section-required", Warning;
    /// A procedure has more steps than one person can follow without losing track.
    SopLong = "sop-long", Hint;
    /// A controlled document does not say whether it is in force.
    StatusMissing = "status-missing", Error;
    /// A status is not one that sopress knows; the document is shown as not in force.
    StatusUnknown = "status-unknown", Error;
    /// More than one role approves a step. One role is accountable for each step.
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
    /// A step is too long to remember while doing it.
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
    /// A symbolic link points to itself or to one of its own parents; it is not followed.
    SymlinkCircle = "symlink-circle", Error;
    /// A symbolic link points out of the library; it is not followed.
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
    /// A value is a placeholder of a template that was never filled in.
    TemplateResidue = "template-residue", Error;
    /// A file of the library's theme is not used: no built-in file has its name, and no template or
    /// stylesheet of the library refers to it.
    ThemeFileUnused = "theme-file-unused", Warning;
    /// A message of the interface has a placeholder that is never filled in.
    ThemeWordBlank = "theme-word-blank", Warning;
    /// A message of the interface has a name that the theme does not use, so it is never shown.
    ThemeWordUnknown = "theme-word-unknown", Warning;
    /// Two documents have the same title, so they look the same in search results.
    TitleDuplicate = "title-duplicate", Warning;
    /// A document has no title and no first-level heading; its file name is used.
    TitleMissing = "title-missing", Warning;
    /// The onboarding track of a role names a document that does not exist.
    TrackUnknown = "track-unknown", Error;
    /// The latest change is a major one and training is required, but nothing says whether people must
    /// be trained anew.
    TrainingNoteMissing = "training-note-missing", Warning;
    /// Training is required for a role that is not in `roles.toml`.
    TrainingRoleUnknown = "training-role-unknown", Warning;
    /// A document type is not built in and not defined in the settings.
    TypeUnknown = "type-unknown", Error;
    /// A version is not a number, numbers with dots, or a letter.
    VersionMalformed = "version-malformed", Warning;
    /// A controlled document has no version, so readers cannot tell whether a copy is current.
    VersionMissing = "version-missing", Error;
    /// The text changed after its version took effect, and the version did not: two texts have the
    /// same version.
    VersionUnchanged = "version-unchanged", Warning;
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
