//! Questions and answers.

use serde::Serialize;

use super::Drawing;
use crate::parse::PlacedBlock;
use crate::render::views::Html;

/// What `templates/blocks/faq.html` may see.
#[derive(Serialize)]
pub(super) struct FaqView {
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    question: Html,
    answer: Html,
}

pub(super) fn view(drawing: &Drawing<'_>, placed: &PlacedBlock) -> tera::TeraResult<FaqView> {
    let questions = placed.answers.iter().map(|answer| {
        Ok(QuestionView {
            id: answer.id.clone(),
            question: drawing.html(&answer.question)?,
            answer: drawing.html(&answer.answer)?,
        })
    });
    Ok(FaqView {
        questions: questions.collect::<tera::TeraResult<_>>()?,
    })
}
