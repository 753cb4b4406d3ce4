//! What is true of sopress as a whole, tested at its boundaries.

mod again;
mod bad_input;
mod block_rules;
mod blocks;
mod commands;
mod contributing;
mod corpora;
mod data;
mod dialects;
mod emit;
mod file_names;
mod folder;
#[cfg(unix)]
mod guide_commands;
mod history;
mod index;
mod killed;
#[cfg(target_os = "linux")]
mod installs;
mod library;
mod linked_files;
mod long_history;
mod markup;
mod nothing_vanishes;
mod own_addresses;
mod pages;
#[cfg(unix)]
mod pipelines;
#[cfg(unix)]
mod places;
mod preview;
mod procedures;
mod publish;
mod rebuild;
mod recording;
mod recording_toml;
mod render;
mod roles;
mod search;
mod source;
mod step_rules;
mod steps;
mod taking_over;
mod theme;
mod tidy;
mod versions;
mod visible;
mod vocabulary;
mod wrong_words;
