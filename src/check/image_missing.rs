//! An image is not in the library.

use crate::check::Facts;
use crate::check::nearest_file;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (image, target) in document.sop.images.iter().zip(&document.images) {
            let (message, help) = match target {
                Target::Broken(Broken::Case { actual }) => (
                    format!(
                        "there is no image `{}`; the file is `{actual}`",
                        image.target
                    ),
                    "write it in the case of the file's name".to_owned(),
                ),
                Target::Broken(_) => (
                    format!("there is no image `{}`", image.target),
                    nearest_file(&image.target, document, facts),
                ),
                Target::Outside(address) => (
                    format!("the image `{address}` is on another host, where pages never look"),
                    "put a copy in the library".to_owned(),
                ),
                _ => continue,
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ImageMissing, path, image.span, message);
            found.push(finding.help(help));
        }
    }
}
