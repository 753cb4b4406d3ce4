//! The pages of roles: what one role does, all roles, the handbook and the sign-off sheet.

mod flow;
mod handbook;
mod overview;
mod page;
mod reading;
mod steps;

pub(in crate::render) use handbook::{handbook, sign_off};
pub(in crate::render) use overview::roles;
pub(in crate::render) use page::role;
pub(in crate::render) use reading::minutes;
pub(in crate::render) use steps::step_address;
