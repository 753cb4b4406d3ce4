//! The values that templates may see: one struct for each kind of page.
//!
//! In: the library, the settings and the words of the interface. Out: plain values with finished
//! texts, relative addresses and dates both as ISO and written out. Writes no HTML.

mod review_dates;
mod changes;
mod document;
mod frame;
mod gaps;
mod group;
mod history;
mod home;
mod index;
mod listing;
mod navigation;
mod parts;
mod people;
mod record;
mod register;
mod review;
mod reviews;
mod revision;
mod role;
mod small;
mod status;

pub(super) use changes::{change, changes};
pub(super) use document::{Correction, correction, document};
pub(super) use group::{department, departments, tag, tags};
pub(super) use history::history;
pub(super) use home::home;
pub(super) use index::index;
pub(super) use listing::{Listed, listed, sorting_key};
pub(super) use parts::{Day, Html, day};
pub(super) use people::{Contact, contact, role_name};
pub(super) use register::{Row, register, row};
pub(super) use review_dates::{ReviewDateRow, review_date_rows};
pub(super) use reviews::reviews;
pub(super) use revision::revision;
pub(super) use role::{handbook, matrix, role, role_list, roles, sign_off};
pub(super) use small::{glossary, not_found, redirect, search};
pub(super) use status::takes_effect;
