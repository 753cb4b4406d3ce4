//! Questions and their answers.

use crate::blocks::{Fault, Fence, Origin};
use crate::diagnostic::Code;
use crate::text::{At, Span};

/// A `faq` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqBlock {
    /// In the order written.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question, inline Markdown.
    pub question: At<String>,
    /// The answer, Markdown.
    pub answer: String,
    /// The position of the answer's text in the file.
    pub origin: Origin,
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<FaqBlock> {
    let mut questions: Vec<Question> = Vec::new();
    let mut start = 0;
    for line in fence.body.split_inclusive('\n') {
        let place = |from: usize| {
            fence.origin.to_file(Span::new(
                start + from,
                start + line.trim_end().len().max(from),
            ))
        };
        if let Some(question) = opened(line, &["Q:", "Question:"]) {
            let from = line.len() - question.len();
            let question = At::new(question.trim().to_owned(), place(from));
            questions.push(Question {
                question,
                answer: String::new(),
                origin: Origin::default(),
            });
        } else if let Some(current) = questions.last_mut() {
            let text = match opened(line, &["A:", "Answer:"]) {
                Some(text) if current.answer.trim().is_empty() => text,
                _ => line,
            };
            let from = start + line.len() - text.len();
            current.origin.stretches.push((
                current.answer.len(),
                fence.origin.to_file(Span::new(from, from)).start,
            ));
            current.answer.push_str(text);
        } else if !line.trim().is_empty() {
            let message = "text before the first question";
            faults.push(
                Fault::new(Code::FaqFormat, place(0), message).help("start a question with `Q:`"),
            );
        }
        start += line.len();
    }
    for question in questions
        .iter()
        .filter(|question| question.answer.trim().is_empty())
    {
        let message = format!("`{}` has no answer", question.question.value);
        faults.push(
            Fault::new(Code::FaqFormat, question.question.span, message)
                .help("write it on a line that starts with `A:`"),
        );
    }
    if questions.is_empty() {
        let place = fence.origin.to_file(Span::START);
        faults.push(
            Fault::new(Code::BlockEmpty, place, "a `faq` block has no questions")
                .help("start each with `Q:` and its answer with `A:`"),
        );
        return None;
    }
    Some(FaqBlock { questions })
}

fn opened<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let head = line.get(..word.len())?;
        head.eq_ignore_ascii_case(word)
            .then(|| line[word.len()..].trim_start_matches(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_goes_on_until_the_next_question() {
        let body = "Q: Why?\nA: Because.\n\n- a list\nQ: And?\nA: So.\n";
        let fence = Fence {
            word: "faq",
            info: "",
            info_offset: 0,
            body,
            origin: Origin::contiguous(0),
        };
        let mut faults = Vec::new();
        let block = parse(&fence, &mut faults).unwrap();
        assert_eq!(faults, []);
        let pairs: Vec<_> = block
            .questions
            .iter()
            .map(|q| (q.question.value.as_str(), q.answer.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [("Why?", "Because.\n\n- a list\n"), ("And?", "So.\n")]
        );
        assert_eq!(
            block.questions[0].origin.to_file(Span::new(0, 8)),
            Span::new(11, 19)
        );
    }

    #[test]
    fn a_question_without_an_answer_is_found() {
        let fence = Fence {
            word: "faq",
            info: "",
            info_offset: 0,
            body: "x\nQ: Why?\n",
            origin: Origin::contiguous(0),
        };
        let mut faults = Vec::new();
        parse(&fence, &mut faults);
        let said: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(
            said,
            ["text before the first question", "`Why?` has no answer"]
        );
    }
}
