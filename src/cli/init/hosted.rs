//! What a clone knows about the repository it came from.

use std::process::{Command, Stdio};

use camino::Utf8Path;

/// A repository on GitHub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosted {
    /// Its web address, without a slash at the end.
    pub repository: String,
    /// Where GitHub Pages shows its site, unless it has a domain of its own.
    pub site: String,
}

/// The repository on GitHub that `folder` was cloned from.
pub fn hosted(folder: &Utf8Path) -> Option<Hosted> {
    on_github(&git(folder, &["config", "--get", "remote.origin.url"])?)
}

/// The default branch; `main` if it cannot be determined.
pub fn branch(folder: &Utf8Path) -> String {
    let head = ["symbolic-ref", "--short", "refs/remotes/origin/HEAD"];
    let of_origin = git(folder, &head);
    let of_origin = of_origin.and_then(|name| Some(name.strip_prefix("origin/")?.to_owned()));
    let own = git(folder, &["symbolic-ref", "--short", "HEAD"]);
    let all = git(
        folder,
        &["for-each-ref", "--format=%(refname:short)", "refs/heads"],
    );
    // The only branch, or one called `master`, which is not a name for a feature branch.
    let own = own.filter(|name| name == "master" || all.is_none_or(|all| all == *name));
    let is_plain = |name: &String| {
        let mut letters = name.chars();
        letters.all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c))
    };
    let found = of_origin.or(own).filter(is_plain);
    found.unwrap_or_else(|| "main".to_owned())
}

fn git(folder: &Utf8Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    let said = command.stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?.trim().to_owned();
    (!said.is_empty()).then_some(said)
}

fn on_github(remote: &str) -> Option<Hosted> {
    let starts = [
        "https://github.com/",
        "git@github.com:",
        "ssh://git@github.com/",
    ];
    let path = starts.iter().find_map(|start| remote.strip_prefix(start))?;
    let path = path.trim_end_matches('/');
    let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
    let is_plain = |text: &str| {
        let is_known = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        !text.is_empty() && text.chars().all(is_known)
    };
    if !is_plain(owner) || !is_plain(name) {
        return None;
    }
    let host = format!("{}.github.io", owner.to_ascii_lowercase());
    Some(Hosted {
        repository: format!("https://github.com/{owner}/{name}"),
        site: match name.eq_ignore_ascii_case(&host) {
            true => format!("https://{host}/"),
            false => format!("https://{host}/{name}/"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_remote_leads_to_its_site() {
        for remote in [
            "https://github.com/Ours/handbook.git",
            "https://github.com/Ours/handbook",
            "https://github.com/Ours/handbook/",
            "git@github.com:Ours/handbook.git",
            "ssh://git@github.com/Ours/handbook.git",
        ] {
            let hosted = on_github(remote).expect(remote);
            assert_eq!(hosted.repository, "https://github.com/Ours/handbook");
            assert_eq!(hosted.site, "https://ours.github.io/handbook/");
        }
        let own = on_github("git@github.com:Ours/ours.github.io.git");
        assert_eq!(
            own.map(|it| it.site).as_deref(),
            Some("https://ours.github.io/")
        );
        for remote in [
            "https://gitlab.com/ours/handbook.git",
            "/srv/handbook.git",
            "git@github.com:ours",
            "https://github.com/ours/hand\"book",
        ] {
            assert_eq!(on_github(remote), None, "{remote}");
        }
    }
}
