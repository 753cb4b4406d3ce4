//! The pages of roles: what one role does, all roles, the handbook and the sign-off sheet.

mod flow;
mod handbook;
mod list;
mod matrix;
mod organisation;
mod overview;
mod page;
mod handovers;
mod reading;
mod steps;
mod tasks;

pub(in crate::render) use handbook::{handbook, sign_off};
pub(in crate::render) use list::role_list;
pub(in crate::render) use matrix::matrix;
pub(in crate::render) use overview::roles;
pub(in crate::render) use page::role;
