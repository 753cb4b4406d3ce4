//! The command line: the only module that prints, and the only one that reads the clock.
//!
//! Exit codes: 0 clean, 1 findings of level error, 2 could not run.

mod build;
mod check;
mod completions;
mod due;
mod explain;
mod flow;
mod init;
mod build_cache;
mod man;
mod names;
mod new;
mod open;
mod print;
mod schema;
mod record;
mod retire;
mod roles;
mod review;
mod revise;
mod serve;
mod today;
mod transfer;
mod unknown;
mod write;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit codes, as documented in the manual.
const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const COULD_NOT_RUN: u8 = 2;

/// A static site generator for libraries of standard operating procedures.
#[derive(Parser)]
#[command(
    name = "sopress",
    version,
    long_about = "sopress turns a folder of Markdown SOPs into a website that staff can \
                  trust: each page says at its top if its review is overdue, and \
                  every link, owner, role and date is checked before it is published.\n\n\
                  Exit codes: 0 clean, 1 findings of level error, 2 could not run.",
    after_help = "Start with:\n  sopress init handbook\n  sopress serve handbook",
    arg_required_else_help = true,
    max_term_width = 100
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Arguments),
    New(new::Arguments),
    Build(build::Arguments),
    Check(check::Arguments),
    Serve(serve::Arguments),
    Review(review::Arguments),
    Revise(revise::Arguments),
    Retire(retire::Arguments),
    Due(due::Arguments),
    Transfer(transfer::Arguments),
    Roles(roles::Arguments),
    Flow(flow::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    #[command(hide = true)]
    Man(man::Arguments),
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => match unknown::meant(&error) {
            Some(told) => {
                print::error(&told);
                return ExitCode::from(COULD_NOT_RUN);
            }
            None => error.exit(),
        },
    };
    let ran = match arguments.command {
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Revise(arguments) => revise::run(&arguments),
        Command::Retire(arguments) => retire::run(&arguments),
        Command::Due(arguments) => due::run(&arguments),
        Command::Transfer(arguments) => transfer::run(&arguments),
        Command::Roles(arguments) => roles::run(&arguments),
        Command::Flow(arguments) => flow::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    let code = ran.unwrap_or_else(|error| {
        print::error(&error);
        COULD_NOT_RUN
    });
    ExitCode::from(code)
}
