//! File name patterns of `.gitignore`, in which tools list what is no page, as globs.

/// The globs that match what a line of a `.gitignore` matches; none for a comment or an exception.
pub fn globs(line: &str) -> Vec<String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with(['#', '!']) {
        return Vec::new();
    }
    let is_anchored = line.trim_end_matches('/').contains('/');
    let is_folder = line.ends_with('/');
    let name = line.trim_matches('/');
    let name = match is_anchored {
        true => name.to_owned(),
        false => format!("**/{name}"),
    };
    let is_file = [".md", ".markdown", ".mdx"]
        .iter()
        .any(|end| name.ends_with(end));
    match (is_folder, is_file || name.ends_with('*')) {
        (true, _) => vec![format!("{name}/**")],
        (false, true) => vec![name],
        // A file or a folder.
        (false, false) => vec![name.clone(), format!("{name}/**")],
    }
}
